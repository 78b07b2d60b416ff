"""Compile the message catalogues; called by ``make setup``, before anything else of the package works."""

from minqing.ops.messages import compile_all

if __name__ == "__main__":
    compile_all()
