"""Writing a definition: the form makes the same text that a hand would, and a hand begins from a sample."""

from collections.abc import Mapping
from typing import Any, Final

import yaml

from .entries import OWN
from .reading import Said, read

__all__ = ["ORDER", "SAMPLE", "plain", "text_of"]

ORDER: Final = (
    "measure", "title", "question", "kind", "unit", "better", "part", "less", "whole", "then", "once", "amounts",
    "percent", "edges", "expression", "counts", "misleads", "source", "worked",
)  # fmt: skip
SAMPLE: Final = f"""# 一个指标一页。# 后面是说明，不算内容。
measure: {OWN}.closed_late_share    # 代号：{OWN}. 加小写字母和 _
title: 超期办结率
question: 办结的诉求里，有多少是超期办结的？
kind: share                       # count sum distinct share mean percentile state cumulative conversion derived
unit: "%"
better: lower                     # higher 越高越好，lower 越低越好，neither 只作描述
part:                             # 分子
  - fact: case.closed
    where: {{late: 1}}
whole:                            # 分母
  - fact: case.closed
counts: 按办结那天算，不管是哪天来的。
misleads: 还没办结的超期件不在里面。
source: ""                        # 依据的文件
worked:                           # 算例：这些记录，应当算出这个数
  given:
    - {{fact: case.closed, data: {{late: 1}}, times: 9}}
    - {{fact: case.closed, data: {{late: 0}}, times: 7}}
  gives: {{part: 9, whole: 16}}
"""


class _Plain(yaml.SafeDumper):
    """Writes what stands twice twice: references are not taken."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def text_of(definition: Mapping[str, Any]) -> str:
    """Write a definition; what is empty is left out."""
    said = {name: definition[name] for name in ORDER if definition.get(name) not in (None, "", [], {})}
    return yaml.dump(said, Dumper=_Plain, allow_unicode=True, sort_keys=False, default_flow_style=None, width=100)


def plain(text: str) -> dict[str, Any]:
    """
    Read a definition back into plain values.

    :raises DefinitionRefused: if it cannot be read.
    """
    found = _plain(read(text))
    return found if isinstance(found, dict) else {}


def _plain(said: Said) -> Any:
    if isinstance(said.value, dict):
        return {name: _plain(one) for name, one in said.value.items()}
    if isinstance(said.value, list):
        return [_plain(one) for one in said.value]
    return said.value
