"""Start a server, ask it for one page, stop it: `ask.py ADDRESS COMMAND…`.

Exits 0 where the page answers 200 (redirects followed) within WAIT seconds, 1 otherwise.
"""

import subprocess
import sys
import time
import urllib.error
import urllib.request

WAIT = 60

# A proxy named in the environment knows nothing about this machine's own ports.
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def ask(address: str, server: subprocess.Popen) -> str:
    """«200 ADDRESS» or what went wrong, once the server answers, has ended, or WAIT seconds have passed."""
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline:
        if server.poll() is not None:
            return f"the server ended with {server.returncode}"
        try:
            with opener.open(address, timeout=WAIT) as answer:
                return f"{answer.status} {answer.url}"
        except urllib.error.HTTPError as error:
            return f"{error.code} {error.url}"
        except OSError:
            time.sleep(0.1)
    return f"no answer within {WAIT} seconds"


def main() -> None:
    address, *command = sys.argv[1:]
    server = subprocess.Popen(command)
    try:
        answer = ask(address, server)
    finally:
        server.terminate()
        server.wait()
    print(f"GET {address}: {answer}")
    sys.exit(0 if answer.startswith("200 ") else 1)


if __name__ == "__main__":
    main()
