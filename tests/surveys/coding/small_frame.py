"""A small code frame: two themes, one of them sensitive, with remarks of its author that must stay."""

VERSION = "v1"
TEXT = """\
# What comments are about.
version: v1

words:
  negation: n't not no never
  unreal: should if
  filler: the a my very

tone:
  negative: |
    awful
  positive: |
    good

themes:
  # the first
  - code: caseload
    named: negative
    name: {en: Caseload, cy: Llwyth}
    definition: {en: "How many cases."}
    sensitive: false
    examples: {in: ["Too many cases."], out: []}
    phrases:
      mixed: |
        caseload
      negative: |
        too many cases

  - code: bullying
    named: negative
    name: {en: Bullying}
    definition: {en: "Being shouted at."}
    sensitive: true
    examples: {in: [], out: []}
    phrases:
      negative: |
        shout|shouts .. me
        bully

# What is no evidence.
except:
  caseload: |
    caseload weighting tool
"""

#: A newer list that Pulse brings: caseload has one phrase and a Welsh name more, bullying another name, and pay is new.
NEWER = (
    TEXT.replace("version: v1", "version: v2")
    .replace("        caseload\n", "        caseload\n        workload\n")
    .replace("{en: Bullying}", "{en: Bullying, cy: Bwlio}")
    .replace(
        "# What is no evidence.",
        """  - code: pay
    named: negative
    name: {en: Pay}
    definition: {en: "What we earn."}
    sensitive: false
    examples: {in: [], out: []}
    phrases:
      negative: |
        low pay

# What is no evidence.""",
    )
)
