"""Print a port on 127.0.0.1 that nothing listens to: `free_port.py [[--only] PORT]`.

PORT itself where it is free, else one that the system picks; with --only a taken PORT is an error (exit 1).
"""

import argparse
import socket
import sys


def free_port(wanted: int = 0) -> int:
    """The port `wanted` (0: any) if it can be bound on 127.0.0.1. Raises OSError where it is taken."""
    with socket.socket() as listener:
        # As the server does, so that a port that was closed a moment ago counts as free.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", wanted))
        return listener.getsockname()[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", nargs="?", type=int, default=0)
    parser.add_argument("--only", action="store_true")
    wanted = parser.parse_args()
    try:
        print(free_port(wanted.port))
    except (OSError, OverflowError) as error:
        if wanted.only:
            sys.exit(f"Port {wanted.port} cannot be used: {error}")
        print(f"Port {wanted.port} is taken, using another.", file=sys.stderr)
        print(free_port())


if __name__ == "__main__":
    main()
