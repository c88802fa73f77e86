"""Where the survey office sets up units, roster, waves and slips."""
