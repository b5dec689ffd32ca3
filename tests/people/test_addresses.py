from django.urls import reverse

from people.addresses import address


def test_a_remembered_address_is_the_urlconfs():
    for name, args in (
        ("people:detail", ("a-b",)),
        ("articles:detail", ("2022", "11", "29", "a-b")),
        ("articles:tags", ()),
    ):
        assert address(name, *args) == address(name, *args) == reverse(name, args=args)
