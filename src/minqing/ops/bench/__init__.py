"""
Edge: what is measured, and how: filing, reading at three sizes, a killed server, weights.

Ours and a bare Django view run on the same server in the same run, so that ratios mean something on a busy machine.
"""
