"""Commands print what they have to say, and HiGHS nothing."""

import subprocess
import sys

PROGRAM = """
from surveys.disclosure.attacks.linear import derivable
print("before")
print(derivable({"A": {"a"}}, {"a": 3}, 10)[0].size)
"""


def test_the_solver_does_not_introduce_itself() -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
    assert (ran.stdout, ran.stderr) == ("before\n3.0\n", "")


def test_without_a_standard_output_it_works_all_the_same() -> None:
    closed = f"import os; os.close(1)\n{PROGRAM.replace('print', 'repr')}\nos._exit(7)"
    ran = subprocess.run([sys.executable, "-c", closed], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (7, "")
