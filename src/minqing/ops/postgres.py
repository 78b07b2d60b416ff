"""A PostgreSQL cluster that lives as long as a test run or a bench, started from the installed server programs."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["ThrowawayCluster", "server_programs", "throwaway_cluster"]

PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
)
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
SETTINGS = ("listen_addresses=", "max_connections=60", "shared_buffers=128MB", "timezone=UTC")


def server_programs() -> Path | None:
    """
    Find the folder of the newest installed PostgreSQL server.

    :return: the folder that holds ``initdb``, None where no server is installed.
    """
    found = [folder for place in PLACES for folder in Path("/").glob(place[1:]) if (folder / "initdb").exists()]
    if found:
        return max(found, key=version_of)
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


def version_of(folder: Path) -> int:
    """Read the major version out of a folder's name."""
    digits = "".join(sign if sign.isdigit() else " " for sign in folder.parent.name).split()
    return int(digits[-1]) if digits else 0


class ThrowawayCluster:
    """One cluster in one folder, reached through a socket in that folder only."""

    def __init__(self, folder: Path, programs: Path, *, careless: bool) -> None:
        self.folder = folder
        self.programs = programs
        self.careless = careless

    @property
    def url(self) -> str:
        """The address of its database ``postgres``, as ``DATABASE_URL`` takes it."""
        return f"postgres://postgres@/postgres?host={self.folder}"

    def start(self) -> None:
        """Make the cluster and start it; takes about a second."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            self.open_way()
        self.run(
            "initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "-D", self.data
        )
        settings = [*SETTINGS, f"unix_socket_directories={self.folder}", *(CARELESS if self.careless else ())]
        with (self.folder / "data/postgresql.auto.conf").open("a") as conf:
            conf.writelines(f"{name} = '{value}'\n" for name, _, value in (line.partition("=") for line in settings))
        self.control("start", "-w", "-l", str(self.folder / "log"))

    def stop(self, how: str = "fast") -> None:
        """Stop the cluster; ``immediate`` is the way a power cut stops it."""
        self.control("stop", "-m", how, "-w")

    @property
    def data(self) -> str:
        """The cluster's own folder."""
        return str(self.folder / "data")

    def open_way(self) -> None:
        """As root: give the folder to the server's user, and let that user pass through the folders above."""
        shutil.chown(self.folder, "postgres", "postgres")
        for above in self.folder.parents:
            if above.stat().st_uid == 0 and not above.stat().st_mode & 0o001:
                above.chmod(above.stat().st_mode | 0o011)

    def control(self, *arguments: str) -> None:
        """Call pg_ctl."""
        self.run("pg_ctl", "-D", self.data, *arguments)

    def run(self, program: str, *arguments: str) -> None:
        """Run a server program, never as root: it refuses that."""
        command = [str(self.programs / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        done = subprocess.run(
            command, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr.decode(errors='replace')[-2000:]}")


@contextmanager
def throwaway_cluster(folder: Path, *, careless: bool) -> Iterator[ThrowawayCluster]:
    """
    Start a cluster, and stop it afterwards whatever happens.

    :param folder: an empty folder of its own; its path must be short enough for a socket (about 90 characters).
    :param careless: True for tests: nothing waits for the disk. False for measuring.
    :raises RuntimeError: if no server is installed or it does not start.
    """
    programs = server_programs()
    if programs is None:
        raise RuntimeError("PostgreSQL is not installed. Debian, Ubuntu: apt install postgresql.")
    cluster = ThrowawayCluster(folder, programs, careless=careless)
    cluster.start()
    try:
        yield cluster
    finally:
        cluster.stop("immediate")


if __name__ == "__main__":
    sys.exit(server_programs() is None)
