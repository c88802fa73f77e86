"""Texts that identify somebody, with the mark they must get, and texts that identify nobody. Our own."""

IDENTIFYING = [
    ("Sharon said no", "name"),
    ("Then I told Priya off", "name"),
    ("Mr P shouted", "name"),
    ("mrs patel shouted", "name"),
    ("Grace was kind", "name"),
    ("So I asked Grace about it", "name"),
    ("my manager sue", "name"),
    ("ask sharon smith", "name"),
    ("Agnieszka's caseload", "name"),
    ("Oluwaseun left", "name"),
    ("O'Brien left", "name"),
    ("O\u2019Brien left", "name"),
    ("Siân and Rhys", "name"),
    ("we saw Judge Patel", "name"),
    ("Aunt GLORIA", "name"),
    ("then SUE shouted", "name"),
    ("call 7700900123", "phone"),
    ("KEVIN BROWN left", "name"),
    ("I like it. Brenda and. Amber left", "name"),
    ("Holly is off", "name"),
    ("then OAKFIELD'S SCHOOL left", "name"),
    ("the ex-Sharon days, Ex-Sharon days", "name"),
    ("Carol is off", "name"),
    ("Sharon-Marie Xu left", "name"),
    ("J. Smith is leaving", "name"),
    ("KEVIN IS A BULLY", "name"),
    ("Xanthippa runs it all", "name"),
    ("Cllr Jones", "name"),
    ("Dr Okonkwo", "name"),
    ("then Lucy Long left", "name"),
    ("Anne-Marie left", "name"),
    ("April Jones is off", "name"),
    ("Иван ушёл", "name"),
    ("JB told me", "name"),
    ("Sha\u200bron told me", "name"),
    ("find @jane_doe there", "name"),
    ("write to jane.doe@example.gov.uk", "email"),
    ("The number 0 7 7 0 0 9 0 0 1 2 3 is on the wall", "phone"),
    ("0-7-7-0-0-9-0-0-1-2-3", "phone"),
    ("07700_900_123", "phone"),
    ("07700 900l23", "phone"),
    ("\u041e77\u041e\u041e 9\u041e\u041e123 rings", "phone"),
    ("\u2070\u2077\u2077\u2070\u2070\u2079\u2070\u2070\u00b9\u00b2\u00b3 rings", "phone"),
    ("contact s.w @ outlook . com now", "email"),
    ("jane(a)x.org", "email"),
    ("jane_at_council_dot_com", "email"),
    ("my gmail is jane.doe77", "email"),
    ("She is 6yrs and poorly", "age"),
    ("before his 16th birthday", "age"),
    ("they live at 12a Heol y Bryn", "address"),
    ("4 Stryd Fawr", "address"),
    ("3 Maes Hyfryd", "address"),
    ("at 4 heol las", "address"),
    ("LS 14AP", "postcode"),
    ("jane @ corp.example", "email"),
    ("27b high st", "address"),
    ("6 Bridge End", "address"),
    ("PO Box 123", "address"),
    ("d.o.b 14 3 16", "birth date"),
    ("N.E.1 4.X.Z", "postcode"),
    ("N\u04151 4\u0425Z", "postcode"),
    ("URN: 412", "case number"),
    ("write to jane@intranet", "email"),
    ("jane dot doe at council dot gov dot uk", "email"),
    ("jane.doe at council.gov.uk", "email"),
    ("jane @ council.org", "email"),
    ("07700 900123", "phone"),
    ("tel07700900123", "phone"),
    ("+44 (0)20 7946 0958", "phone"),
    ("0161-496-0123", "phone"),
    ("call 496 0123", "phone"),
    ("ext 4512", "phone"),
    ("\uff10\uff17\uff17\uff10\uff10 900123", "phone"),
    ("LS1 4AP", "postcode"),
    ("sw1a1aa", "postcode"),
    ("she lives in SE15", "postcode"),
    ("943 476 5919", "NHS number"),
    ("9434765919", "NHS number"),
    ("9434765918", "case number"),
    ("943 476 5918", "phone"),
    ("LL123456", "case number"),
    ("case 20145", "case number"),
    ("case 4512", "case number"),
    ("P1234567", "case number"),
    ("ref AB/12", "case number"),
    ("FD23C00123", "case number"),
    ("QQ 12 34 56 C", "case number"),
    ("mosaic 998877", "case number"),
    ("dob 3/4/15", "birth date"),
    ("born 12 March 2014", "birth date"),
    ("March 12th, 2014", "birth date"),
    ("born in 2014", "birth date"),
    ("2014-03-12", "birth date"),
    ("his birthday is 3rd May", "birth date"),
    ("my 7 year old case", "age"),
    ("a seven-year-old", "age"),
    ("aged 7", "age"),
    ("a 14yo", "age"),
    ("a 3 month old baby", "age"),
    ("she's 7.", "age"),
    ("just turned sixteen", "age"),
    ("I'm 58 and retiring", "age"),
    ("12 Elm Street", "address"),
    ("12 elm street", "address"),
    ("Flat 3b", "address"),
    ("she lives on Acacia Avenue", "address"),
    ("he is on acacia avenue", "address"),
    ("15\nelm road-umeh King's", "address"),  # looks more than once
    ("7 Rose Court", "address"),
    ("see https://example.org/jane", "address"),
    ("the Northside Assessment Team", "team"),
    ("Willow Team is short", "team"),
    ("we are Team 4", "team"),
    ("North Locality Team", "team"),
    ("East team", "team"),
    ("Kestrel Unit", "team"),
    ("Oakfield Primary School", "school"),
    ("at Oak Tree Primary", "school"),
    ("St Anne's Academy", "school"),
    ("I work in Bradford", "place"),
    ("i work in bradford", "place"),
    ("we moved to Reading", "place"),
    ("Tower Hamlets", "place"),
    ("King's Lynn", "place"),
    ("Stoke-on-Trent", "place"),
    ("J.S. told me", "name"),
    ("I told April off", "name"),
    ("June said no", "name"),
    ("spoke to zblah about it", "name"),
    ("my manager zblah", "name"),
    ("then zblah said no", "name"),
    ("then grace said no", "name"),
    ("Eve in legal", "name"),
    ("Joy, who manages us", "name"),
    ("van der Zblah left", "name"),
    ("my manager Hyacinth", "name"),
    ("nobody helps oluwadunsin at all", "name"),
    ("they moved me to Magnolia", "team"),
    ("ask jane at council.wales", "email"),
    ("write to jane@council .gov.uk", "email"),
    ("oh seven seven double oh nine hundred one two three", "phone"),
    ("one one three four nine six oh one", "phone"),
    ("07700, 900, 123", "phone"),
    ("07700 90O 123", "phone"),
    ("x4512 is dead", "phone"),
    ("ring us on 4512", "phone"),
    ("LS1 OAB", "postcode"),
    ("all of BD5 is mine", "postcode"),
    ("half of E17 is mine", "postcode"),
    ("she lives in PO15", "postcode"),
    ("M 4 4UP", "postcode"),
    ("20 04 2010", "birth date"),
    ("7 Sept 09", "birth date"),
    ("the second of May 2014", "birth date"),
    ("YK19 XBD", "case number"),
    ("FD 23 C 00123", "case number"),
    ("QQ 12 34 56 is hers", "case number"),
    ("EWFC 112", "case number"),
    ("badge no. 123", "case number"),
    ("number 123", "phone"),
    ("the eldest is fifteen", "age"),
    ("a girl of fourteen told me", "age"),
    ("sibs 2, 4 and 9 in three counties", "age"),
    ("the youngest (18 months)", "age"),
    ("she is twelve and tired", "age"),
    ("Unit 4 Sovereign Court", "address"),
    ("Flat B, Corporation House", "address"),
    ("19 The Crescent", "address"),
    ("112-114 High Street", "address"),
    ("that big house on the High Street", "address"),
    ("the house at Mill Lane", "address"),
    ("Team Falcon", "team"),
    ("the Willow team", "team"),
    ("the willow team", "team"),
    ("our north team", "team"),
    ("MASH 2", "team"),
    ("Assessment North", "team"),
    ("the team 4 office", "team"),
    ("Ysgol Glan Clwyd", "school"),
    ("Our Lady of Lourdes Primary", "school"),
    ("HMP Wealstun", "place"),
    ("Fir Tree Lodge", "place"),
    ("the Pinderfields Hospital", "place"),
    ("Beechwood Children's Home", "place"),
    ("the Thornhill estate", "place"),
]

HARMLESS = """
Hot-desking is killing us. Micro-managed every day.
Comms say nothing. Timesheets, backfill, re-referrals: all on us.
Will you help us?
Mark my words.
May was hard, June was worse.
I have 20 years in the job
my laptop is a 10 year old laptop
a 10-year-old system
Ofsted came on Monday
Mosaic and LiquidLogic crash daily
our ASYE programme
CAMHS waiting lists
s47 enquiries, S20 and s.17
I work 24/7, not 9-5
£40,000 a year
they pay 40000 a year
in 2019-2020
under 5s and over 18s
High Court and Family Court
the Children in Care Team
the Assessment Team
My Team Manager is busy
the primary school and the college
Director of Children's Services
I'm 20 cases over
20 minutes on the road
a 10 minute walk away
In 2022 Open Court days ended
The Road to ruin
Burnout is real
Micromanagement everywhere
Hotdesking is awful
Dont ask
IT is slow
the DS TEAM and PC SUPPORT
the CAMHS Team
Re-referral and anti-Oppressive
Interteam rows never end
A mr and a mrs
Doctor IT-SUPPORT came
Is anybody in? Reading helps
Proceduralisation is killing us
I WILL NOT AND MARK MY WORDS
Don't, can't, won't: I haven't
Teams meetings over WhatsApp
Polish families and Muslim colleagues
NQSWs and IROs
SUPERVISION IS A JOKE AND NOBODY CARES
I hold 28 children and drive 1500 miles from 8am to 8pm
Working Together 2018 and the Children Act 1989
Mum and Dad and Gran
I miss something, I miss the old ways
We are a team of 12
The printer is 12 years old
S47 is not a postcode, nor is PO4 a pay grade
April was hard and since June we are one down
The Town Hall, the Family Court and the Contact Centre
Our Lovely Team works in an Open House
Nobody since April promised anything
the mark said it all
A tyop or a wrod leftout is no name
Dw i'n mwynhau gweithio ond mae gormod o waith papur
NRMs, EHCPs and MARFs: who reads them
I have 28 children in 17 families
""".strip().splitlines()
