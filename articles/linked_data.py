"""What a page says to machines: one JSON-LD graph of nodes that name each other by `@id` (schema.org).

It repeats what the page shows and nothing else. Every `@id` that is named is a node of the same graph.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from articles import linked_nodes as node
from articles.linked_nodes import Node
from articles.models import Credit, Edition, Photo, Quote, Role, Source, Visual
from articles.story import Noun
from people.addresses import address
from people.models import Person

# The rest of the roles are contributors: schema.org has no words for them.
_ROLES: dict[str, str] = {
    Role.DIRECTOR: "director",
    Role.ACTOR: "actor",
    Role.PERFORMER: "actor",
    Role.MAIN_ARTIST: "musicBy",
    Role.PRODUCER: "producer",
    Role.EXECUTIVE_PRODUCER: "producer",
    Role.PRODUCTION_COMPANY: "productionCompany",
    Role.EDITOR: "editor",
}


def graph(*nodes: Node) -> Node:
    """Nodes once each, by `@id`; empty values are left out."""
    found: dict[str, Node] = {}
    for part in (node.publisher(), *nodes):
        found.setdefault(part["@id"], {name: value for name, value in part.items() if value not in ("", None, [])})
    return {"@context": "https://schema.org", "@graph": list(found.values())}


# -- pages ------------------------------------------------------------------------------------------------------


def of_story(edition: Edition, people: dict[int, Noun], tags: list[Noun], sources: list[Source], said: Any) -> Node:
    """`said` is (quotations, corrections) as the page shows them."""
    quotes, corrections = said
    url = node.whole(edition.get_absolute_url())
    notes = [node.correction(note, url, place) for place, note in enumerate(corrections, start=1)]
    lead = [node.film(edition.lead_visual)] if edition.lead_visual else []
    authors = node.authors(edition, people)
    spoken = [node.quotation(quote, url, people) for quote in quotes]
    in_it = [pk for pk, noun in people.items() if noun.named_as != "byline"]
    story = node.story(edition, url) | {
        "mainEntityOfPage": url,
        "description": edition.dek,
        "author": authors or [node.ref(node.publisher())],
        "articleSection": edition.section.name,
        "keywords": [tag.name for tag in tags],
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "wordCount": edition.words,
        "mentions": [{"@id": node.person_id(people[pk].slug)} for pk in in_it],
        "hasPart": node.refs(spoken),
        "video": node.refs(lead),
        "isBasedOn": [{"@id": node.source_id(source, url)} for source in sources],
        "correction": node.refs(notes),
    }
    crumbs = node.breadcrumbs(url, (edition.section.name, edition.section.get_absolute_url()), (edition.headline, ""))
    shown = [node.noun(noun) for noun in people.values()]
    return graph(story, *spoken, *lead, *notes, *shown, *(node.source(source, url) for source in sources), crumbs)


def of_quote(quote: Quote) -> Node:
    edition, speaker = quote.edition, quote.speaker
    url, story_url = node.whole(quote.get_absolute_url()), node.whole(edition.get_absolute_url())
    people = {speaker.pk: Noun(speaker.pk, speaker.name, speaker.slug, speaker.role, "speaker")} if speaker else {}
    crumbs = node.breadcrumbs(url, ("Quotes", address("articles:quotes")), (quote.said_by, ""))
    sources = [node.source(quote.source, story_url)] if quote.source else []
    nodes = [node.noun(noun) for noun in people.values()]
    return graph(node.quotation(quote, story_url, people), node.story(edition, story_url), *nodes, *sources, crumbs)


def of_visual(visual: Visual, credits: list[Credit], player: Any) -> Node:
    url = node.whole(visual.get_absolute_url())
    shares: dict[str, list[Node]] = {}
    people: list[Node] = []
    for credit in credits:
        who = node.credited(credit, people)
        role = _ROLES.get(credit.role, "contributor")
        if role == "actor" and credit.character:
            who = {"@type": "PerformanceRole", "actor": who, "characterName": credit.character}
        shares.setdefault(role, []).append(who)
    film = (
        node.film(visual)
        | shares
        | {
            "description": visual.description,
            "duration": node.duration(visual.running_time),
            "embedUrl": player.src if player else "",
            "datePublished": node.released(visual),
            "uploadDate": node.midnight(visual),
            "image": node.images(visual.poster),
        }
    )
    crumbs = node.breadcrumbs(url, ("Films and videos", address("articles:visuals")), (visual.title, ""))
    return graph(film, *people, crumbs)


def of_person(person: Person, aliases: list[str], links: Iterable[Any], portrait: Photo | None) -> Node:
    url = node.whole(person.get_absolute_url())
    known = [link.url for link in links]
    known += [f"https://musicbrainz.org/artist/{person.mbid}"] if person.mbid else []
    known += [f"https://www.wikidata.org/wiki/{person.wikidata}"] if person.wikidata else []
    is_group = person.kind == Person.Kind.GROUP
    shown = {
        "@type": "MusicGroup" if is_group else "Person",
        "@id": node.person_id(person.slug),
        "name": person.name,
        "url": url,
        "alternateName": aliases,
        "description": person.bio,
        "sameAs": known,
        "image": node.images(portrait),
    }
    profile = {"@type": "ProfilePage", "@id": f"{url}#page", "url": url, "mainEntity": node.ref(shown)}
    role = {} if is_group else {"jobTitle": person.role}
    return graph(profile, shown | role, node.breadcrumbs(url, ("People", address("people:index")), (person.name, "")))
