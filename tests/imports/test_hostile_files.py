"""Files that are meant to do harm: each refused with its own sentence, in time and memory, nothing left behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from organisation.imports import limits, reading
from organisation.imports.reading import Unreadable, read, sentence
from tests.imports.files import HOSTILE

# Forks a small process of its own, whose children's memory is that of the reader alone.
_MEASURE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdin=sys.stdin.buffer, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_maxrss, used.ru_utime + used.ru_stime)
"""


@pytest.mark.parametrize("attack", HOSTILE)
def test_a_hostile_file_is_refused_with_its_own_sentence(attack, english):
    name, make, code = HOSTILE[attack]
    with pytest.raises(Unreadable) as refused:
        read(name, make())
    assert (refused.value.code, str(refused.value)) == (code, sentence(code))


def test_each_refusal_has_a_sentence_of_its_own(english):
    sentences = [sentence(code) for code in reading._SENTENCES]
    assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize("attack", [name for name, (file, _make, _code) in HOSTILE.items() if file != "a.pdf"])
def test_the_reader_stays_within_its_memory_and_time(attack):
    name, make, _code = HOSTILE[attack]
    kind = reading.KINDS[Path(name).suffix]
    measure = [sys.executable, "-S", "-E", "-c", _MEASURE, *reading.command(kind)]
    done = subprocess.run(measure, input=make(), capture_output=True, check=True, **reading.surroundings())
    kilobytes, seconds = done.stdout.split()
    assert int(kilobytes) * 1024 < limits.MEMORY
    assert float(seconds) <= limits.CPU_SECONDS + 0.5


def test_nothing_is_left_behind(tmp_path, monkeypatch):
    places = [Path("/tmp"), Path.cwd()]
    before = [sorted(os.listdir(place)) for place in places]
    for attack in ("path out of the file", "absolute path", "XXE in a sheet", "truncated"):
        name, make, _code = HOSTILE[attack]
        with pytest.raises(Unreadable):
            read(name, make())
    ours = [sorted(set(os.listdir(place)) - set(old)) for place, old in zip(places, before, strict=True)]
    assert [name for names in ours for name in names if "canary" in name] == []


def test_the_reader_knows_no_setting_and_no_key_of_the_portal():
    surroundings = reading.surroundings()
    assert (list(surroundings["env"]), surroundings["cwd"]) == (["PYTHONPATH"], "/")
    code = (
        "import sys, organisation.imports.child, organisation.imports.workbook, organisation.imports.delimited;"
        "print([name for name in ('django', 'pandas', 'socket') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-s", "-P", "-c", code], capture_output=True, text=True, **surroundings)
    assert done.stdout == "[]\n"


def test_what_breaks_the_reader_is_refused_as_too_heavy(monkeypatch):
    monkeypatch.setattr(reading, "command", lambda kind: [sys.executable, "-c", "import os; os.abort()"])
    with pytest.raises(Unreadable) as refused:
        read("a.csv", b"a;1\n")
    assert refused.value.code == "too_heavy"


def test_a_busy_machine_is_not_blamed_on_the_file(monkeypatch):
    monkeypatch.setattr(limits, "WALL_SECONDS", 0.2)
    monkeypatch.setattr(limits, "PATIENCE_SECONDS", 0.2)
    monkeypatch.setattr(reading, "command", lambda kind: [sys.executable, "-c", "import time; time.sleep(9)"])
    with pytest.raises(Unreadable) as refused:
        read("a.csv", b"a;1\n")
    assert refused.value.code == "busy"


def test_a_file_is_waited_for_on_a_machine_that_has_no_time_for_it(monkeypatch):
    monkeypatch.setattr(limits, "WALL_SECONDS", 0.001)
    assert read("a.csv", b"a;1\n")[0].rows == {1: [("s", "a"), ("s", "1")]}


def test_the_next_file_is_read_as_if_nothing_had_happened():
    with pytest.raises(Unreadable):
        read("a.xlsx", HOSTILE["billion laughs"][1]())
    assert read("a.csv", b"a;1\n")[0].rows == {1: [("s", "a"), ("s", "1")]}


def test_the_answer_of_the_reader_is_plain_data():
    done = subprocess.run(
        reading.command("csv"), input=b"a;1\n", capture_output=True, check=True, **reading.surroundings()
    )
    assert json.loads(done.stdout) == {
        "sheets": [{"name": "", "hidden": False, "rows": [[1, [["s", "a"], ["s", "1"]]]], "merged": []}]
    }
