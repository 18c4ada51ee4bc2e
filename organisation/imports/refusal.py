"""Why a file is not read, as a code: the child knows no languages. The sentences are in reading.py."""


class Refusal(Exception):
    """The file is refused, for the reason that the code names."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code
