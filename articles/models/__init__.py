"""One noun a file; import them from here."""

from articles.models.article import Article, Byline, Standing, Status
from articles.models.correction import Correction
from articles.models.edition import Edition, Mention, VisualUse
from articles.models.front_place import FrontPlace
from articles.models.hold import Hold
from articles.models.house_rule import HouseRule
from articles.models.merge import Merge
from articles.models.missing_page import MissingPage
from articles.models.note import Note
from articles.models.notice import Notice
from articles.models.photo import Photo
from articles.models.plan import Plan
from articles.models.presence import Presence
from articles.models.preview_link import PreviewLink
from articles.models.quote import Quote
from articles.models.quote_decision import QuoteDecision
from articles.models.redirect import Redirect
from articles.models.related_choice import RelatedChoice
from articles.models.revision import Move, QuoteId, Revision
from articles.models.saved_list import SavedList
from articles.models.search_doc import SearchDoc
from articles.models.section import Section
from articles.models.source import Source
from articles.models.tag import Tag, TaggedArticle, TaggedEdition, TagSynonym
from articles.models.term import Term
from articles.models.visual import Credit, Role, Visual
from articles.models.waiting_quotes import WaitingQuotes
from articles.models.window import RecordIsFixed, Window, WindowQuerySet

__all__ = [
    "Article",
    "Byline",
    "Correction",
    "Credit",
    "Edition",
    "FrontPlace",
    "Hold",
    "HouseRule",
    "Mention",
    "Merge",
    "MissingPage",
    "Move",
    "Note",
    "Notice",
    "Photo",
    "Plan",
    "Presence",
    "PreviewLink",
    "Quote",
    "QuoteDecision",
    "QuoteId",
    "RecordIsFixed",
    "Redirect",
    "RelatedChoice",
    "Revision",
    "Role",
    "SavedList",
    "SearchDoc",
    "Section",
    "Source",
    "Standing",
    "Status",
    "Tag",
    "TagSynonym",
    "TaggedArticle",
    "TaggedEdition",
    "Term",
    "Visual",
    "VisualUse",
    "WaitingQuotes",
    "Window",
    "WindowQuerySet",
]
