"""What reads the same on every page of a language is drawn once, and everything else as it comes."""

import pytest
from django.template import Context, Template, engines
from django.utils import translation

from minqing.web.fixed import Fixed, fold

HEAD = "{% load frame i18n static %}"
SAME = (
    "{% translate 'Print' context 'resident' %}",
    "<a href=\"{% url 'resident:mine' %}\">",
    "{% icon 'print' %}",
    "{% comment %}nothing{% endcomment %}<b>{% blocktranslate %}Copy{% endblocktranslate %}",
)
OTHER = (
    "{% translate word %}",
    "{% translate 'Print' as word %}",
    "{% translate 'Print'|upper %}",
    "{% blocktranslate %}Copy {{ word }}{% endblocktranslate %}",
    "{% url 'resident:scan' word %}",
    "{% url 'resident:mine' as word %}",
    "{% icon word %}",
    "{% switch_size %}",
    "{% csrf_token %}",
    "{{ word }}",
)


def read(source: str) -> Template:
    template: Template = engines["django"].from_string(HEAD + source).template
    return template


def folded(source: str) -> Template:
    template = read(source)
    fold(template.nodelist)
    return template


class TestFold:
    @pytest.mark.parametrize("source", SAME)
    def test_makes_one_node_of_what_takes_nothing_from_the_page(self, source: str) -> None:
        (node,) = folded(f"{source} · {source}").nodelist

        assert isinstance(node, Fixed)

    @pytest.mark.parametrize("source", OTHER)
    def test_leaves_what_takes_from_the_page_or_leaves_something_for_it(self, source: str) -> None:
        assert not folded(source).nodelist.get_nodes_by_type(Fixed)

    def test_looks_into_what_is_drawn_only_sometimes(self) -> None:
        source = (
            "{% if word %}{% translate 'Print' %}!{% else %}{% icon 'call' %}.{% endif %}"
            "{% for one in word %}{% translate 'Copy' %},{% endfor %}"
        )

        template = folded(source)

        assert template.nodelist.get_nodes_by_type(Fixed)
        for word in ("", "ab"):
            assert template.render(Context({"word": word})) == read(source).render(Context({"word": word}))

    def test_draws_for_each_language_what_would_have_been_drawn(self) -> None:
        source, drawn = " ".join((*SAME, "{{ word }}", *SAME)), set()
        template = folded(source)
        for language in ("zh-hans", "en", "zh-hans"):
            with translation.override(language):
                drawn.add(template.render(Context({"word": language})))
                assert template.render(Context({"word": language})) == read(source).render(Context({"word": language}))

        assert len(drawn) == 2
