"""The focal point: by mouse, by arrow keys, with the crops as the desk will cut them."""

from django.urls import reverse

from articles.models import Photo
from tests.factories import make_article, make_photo


def test_the_focal_point_moves_and_the_crops_follow(log_in):
    photo = make_photo(renditions=True, size=(900, 600))
    story = make_article("Shows it", lead_photo=photo)
    desk = log_in("editor")
    page = desk.open(reverse("admin:articles_photo_change", args=[photo.pk]))
    point = page.locator(".focal__point")
    point.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    assert (page.input_value("#id_focal_x"), page.input_value("#id_focal_y")) == ("0.510", "0.600")
    box = page.locator(".focal__stage").bounding_box()
    page.mouse.click(box["x"] + 2, box["y"] + box["height"] / 2)
    assert float(page.input_value("#id_focal_x")) < 0.02
    assert page.locator(".focal__crop img").first.evaluate("it => it.style.objectPosition").startswith("0%")
    assert page.locator(".focal__crop").count() == 4
    assert story.headline in page.inner_text(".field-used_in")
    assert "1x1 avif" in page.inner_text(".field-sizes")
    page.click("[name=_save]")
    page.wait_for_selector(".messagelist .success")
    assert Photo.objects.get().focal_x < 0.02


def test_the_focal_point_has_a_name_before_its_picture_has_come(log_in):
    desk, waiting = log_in("editor"), []
    page = desk.page
    page.route("**/media/**", lambda route: waiting.append(route))
    address = reverse("admin:articles_photo_change", args=[make_photo(renditions=True).pk])
    page.goto(desk.base + address, wait_until="domcontentloaded")
    point = page.get_by_role("button", name="Focal point, 50 % from the left, 50 % from the top.")
    point.press("ArrowLeft")
    assert page.input_value("#id_focal_x") == "0.490"
    assert waiting
    for route in waiting:
        route.continue_()
    page.wait_for_load_state()
