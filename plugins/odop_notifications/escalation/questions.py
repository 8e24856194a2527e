"""Opening and closing questions as the sales of an order change. Doing it again changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from odop_consignment import api as consignment
from odop_consignment.api import SaleInfo, SaleState, SupplierInfo
from odop_core.models import OrderRecord
from odop_core.plugin import configuration
from odop_notifications.calls import queue
from odop_notifications.escalation import policies
from odop_notifications.models import OPEN_QUESTIONS, Answer, Effect, Meaning, Question, QuestionState
from odop_notifications.settings import NotificationSettings, open_hours
from odop_notifications.suppliers import senders
from odop_provenance import api as provenance

WITH_SUPPLIER = {SaleState.PLACED, SaleState.CONFIRMED, SaleState.READY}
# Somebody said so without us: staff in the Dashboard, say.
SAID_ELSEWHERE = "elsewhere"
# Minutes until the helpline asks where no policy fits: nobody is forgotten because a merchant switched one off.
WITHOUT_POLICY = 60


def sync_questions(order_id: str, now: datetime | None = None) -> None:
    """Ask every supplier who has something newly bought of them; stop asking where nothing is left to ask."""
    now = now or timezone.now()
    sales = [sale for sale in consignment.sales_of_order(order_id) if sale.supplier_id is not None]
    questions = list(Question.objects.select_for_update().filter(order_id=order_id).order_by("id"))
    for question in questions:
        if question.state in OPEN_QUESTIONS:
            close_question_if_over(question, sales, now)
            continue
        theirs = _theirs(question, sales)
        _tell_staff(question, [sale for sale in theirs if sale.issue], now)
        if not any(sale.state in WITH_SUPPLIER for sale in theirs):
            queue.withdraw_calls(question, now)  # a pickup that was missed, say: there is nothing to pick up any more
    for supplier_id, unasked in _unasked(sales, questions).items():
        current = next(
            (one for one in questions if one.supplier_id == supplier_id and one.state in OPEN_QUESTIONS), None
        )
        if current is None:
            _open(unasked, supplier_id, now)
        else:
            current.sale_ids = [*current.sale_ids, *(sale.id for sale in unasked)]
            current.value_paise += _value(unasked)
            current.save(update_fields=["sale_ids", "value_paise"])


def close_question_if_over(question: Question, sales: list[SaleInfo], now: datetime) -> bool:
    """Close an open question that nobody needs to answer any more. Returns whether it is closed."""
    theirs = _theirs(question, sales)
    with_supplier = [sale for sale in theirs if sale.state in WITH_SUPPLIER]
    _tell_staff(question, [sale for sale in theirs if sale.issue or sale.is_cancelled], now)
    if unanswered_sales(theirs):
        return False
    if with_supplier:
        question.meaning = Meaning.CANNOT if declined_sales(with_supplier) else _meaning(with_supplier)
    if with_supplier and question.answered_at is None:
        question.answered_at, question.answered_by = now, SAID_ELSEWHERE
    question.state = QuestionState.ANSWERED if with_supplier else QuestionState.CLOSED
    question.closed_at, question.due_at = now, None
    question.save(update_fields=["state", "meaning", "answered_at", "answered_by", "closed_at", "due_at"])
    queue.withdraw_calls(question, now)
    return True


def unanswered_sales(sales: Iterable[SaleInfo]) -> list[SaleInfo]:
    """Of these sales, those whose supplier has still to say something.

    Who cannot supply, where nobody else can either, has answered: the sale waits for staff, not for its supplier.
    """
    placed = [sale for sale in sales if sale.is_placed]
    said = declined_sales(placed)
    return [sale for sale in placed if sale.id not in said]


def declined_sales(sales: Iterable[SaleInfo]) -> set[int]:
    """Of these sales, those that are flagged since their supplier cannot supply them, and nobody else can either."""
    return consignment.declined_sales(sale.id for sale in sales if sale.issue and sale.state in WITH_SUPPLIER)


def hurry_question(order_id: str, supplier_id: int, now: datetime) -> None:
    """Who surely, or perhaps, has not heard the question gets no time to answer it: the next step is due."""
    waiting = Question.objects.filter(order_id=order_id, supplier_id=supplier_id, state=QuestionState.WAITING)
    waiting.filter(due_at__gt=now).update(due_at=now)


def _tell_staff(question: Question, sales: list[SaleInfo], now: datetime) -> None:
    """Who said it without us, in their own account or to staff, is staff's to look after as well as all others."""
    said = consignment.declined_sales(sale.id for sale in sales)
    if not said:
        return
    to_us = _last_words(question)
    for sale in sales:
        if sale.id in said and to_us.get(sale.id, to_us.get(None)) != Meaning.CANNOT:
            words = str(sale.issue) or f"Sale {sale.id}: its supplier cannot supply it, and another supplier was asked."
            queue.notify_staff_of_sale(question, sale.id, words, now)


def _last_words(question: Question) -> dict[int | None, str]:
    """What the supplier told us last of single sales, and under None of all others."""
    found: dict[int | None, str] = {}
    applied = Answer.objects.filter(question=question, effect=Effect.APPLIED).order_by("id")
    for sale_id, meaning in applied.values_list("sale_id", "meaning"):
        found = {None: meaning} if sale_id is None else found | {sale_id: meaning}
    return found


def _theirs(question: Question, sales: list[SaleInfo]) -> list[SaleInfo]:
    return [sale for sale in sales if sale.id in question.sale_ids and sale.supplier_id == question.supplier_id]


def _meaning(sales: list[SaleInfo]) -> Meaning:
    return Meaning.READY if all(sale.state == SaleState.READY for sale in sales) else Meaning.READY_ON


def _unasked(sales: list[SaleInfo], questions: list[Question]) -> dict[int, list[SaleInfo]]:
    """By supplier, what is placed and was never asked about. (What is given back to a supplier is another sale.)"""
    asked = {(question.supplier_id, sale_id) for question in questions for sale_id in question.sale_ids}
    found: dict[int, list[SaleInfo]] = defaultdict(list)
    for sale in sales:
        if sale.part_of is not None:  # they answered of it when they divided the sale
            continue
        if sale.state == SaleState.PLACED and sale.supplier_id and (sale.supplier_id, sale.id) not in asked:
            found[sale.supplier_id].append(sale)
    return found


def _open(sales: list[SaleInfo], supplier_id: int, now: datetime) -> Question:
    supplier = consignment.suppliers_by_id([supplier_id])[supplier_id]
    settings = configuration.load_settings(NotificationSettings)
    question = _row(sales, supplier, settings, now)
    facts = policies.PolicyFacts(question.value_paise, question.craft, question.needed_by)
    question.policy = policies.find_policy(facts, now)
    step = policies.find_next_step(question.policy_id, 1, settings, supplier_id)
    question.next_position = step.position if step else question.next_position
    question.due_at = open_hours.end_of_wait(now, step.wait_minutes if step else WITHOUT_POLICY, settings)
    question.save(force_insert=True)
    return question


def _row(sales: list[SaleInfo], supplier: SupplierInfo, settings: NotificationSettings, now: datetime) -> Question:
    origin = provenance.find_provenance([sale.product_id for sale in sales if sale.product_id])
    places = [origin[sale.product_id] for sale in sales if sale.product_id in origin]
    ordered_at = _ordered_at(sales[0].order_id, now)
    return Question(
        order_id=sales[0].order_id,
        order_number=sales[0].order_number,
        supplier_id=supplier.id,
        sale_ids=[sale.id for sale in sales],
        phone_digest=senders.digest_supplier_phone(supplier),
        language=supplier.language,
        value_paise=_value(sales),
        district=places[0].district.slug if places else "",
        craft=next((place.craft.slug for place in places if place.craft), ""),
        needed_by=ordered_at + timedelta(hours=settings.dispatch_hours),
        ordered_at=ordered_at,
        opened_at=now,
    )


def _ordered_at(order_id: str, now: datetime) -> datetime:
    """When the store released the order as we know it, by the store's clock; never later than now."""
    store_time = OrderRecord.objects.filter(order_id=order_id).values_list("store_updated_at", flat=True).first()
    return min(store_time, now) if store_time else now


def _value(sales: list[SaleInfo]) -> int:
    """In paise, tax included. A sale in another currency counts nothing while the rate of its day is not known."""
    return sum(sale.gross_paise or 0 for sale in sales)
