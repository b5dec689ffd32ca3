from django.template import Context, Template
from django.urls import reverse

from people.addresses import address


def test_a_remembered_address_is_the_urlconfs():
    for name, args in (
        ("people:detail", ("a-b",)),
        ("articles:detail", ("2022", "11", "29", "a-b")),
        ("articles:tags", ()),
    ):
        assert address(name, *args) == address(name, *args) == reverse(name, args=args)


def test_address_tag_takes_numbers_and_is_the_urlconfs():
    shown = Template("{% load addresses %}{% address 'articles:day' 2026 3 9 %} {% address 'articles:feed' 'xml' %}")
    assert shown.render(Context()) == "/2026/03/09/ /feed.xml"
