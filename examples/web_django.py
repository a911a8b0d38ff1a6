"""A shop's own Django models beside ours: order, history and notices in one transaction.

QC_DSN="host=... port=... user=... dbname=..." gunicorn --pythonpath=examples web_django
"""

import json
import os
from datetime import UTC, datetime

import django
import psycopg
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import models, transaction
from django.http import HttpRequest, JsonResponse
from django.urls import path

from qoo10_cancel import (
    CancelRefusal,
    Denied,
    RefusalReason,
    choose_language,
    decide,
    from_json,
    next_moment,
    to_json,
)
from qoo10_cancel import apply as act

# A project has these in files of their own; here one page holds everything.
dsn = psycopg.conninfo.conninfo_to_dict(os.environ["QC_DSN"])
database = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": dsn["dbname"],
    "USER": dsn["user"],
    "HOST": dsn["host"],
    "PORT": dsn["port"],
}
settings.configure(DATABASES={"default": database}, ROOT_URLCONF=__name__, USE_TZ=True)
django.setup()


# The models: what `docs/embed.md` asks for, four columns and two tables.


class ShopOrder(models.Model):
    """An order line of the shop, with the library's value beside the shop's own columns."""

    order_no = models.CharField(primary_key=True, max_length=20)
    shelf = models.CharField(max_length=20)
    body = models.JSONField()
    wake_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        app_label = "shop"


class History(models.Model):
    """One step of an order; never changed."""

    order = models.ForeignKey(ShopOrder, models.PROTECT)
    step = models.JSONField()

    class Meta:
        app_label = "shop"


class ToTell(models.Model):
    """One notice to deliver, by its key, which is unique for ever."""

    key = models.CharField(primary_key=True, max_length=200)
    notice = models.JSONField()

    class Meta:
        app_label = "shop"


@transaction.atomic
def refuse(request: HttpRequest, order_no: str) -> JsonResponse:
    """Refuse the request: the row is locked, so that two clicks decide one after the other."""
    row = ShopOrder.objects.select_for_update().get(pk=order_no)
    form, lang = json.loads(request.body), choose_language(request.headers.get("Accept-Language"))
    reason = RefusalReason(form["reason"], form["text"])
    refusal = CancelRefusal(datetime.now(UTC), reason, confirmed=True, actor=form["actor"])
    decision = decide(from_json(row.body), refusal)
    if isinstance(decision, Denied):
        return JsonResponse({"no": [v.message(lang) for v in decision.violations]}, status=409)
    done = act(from_json(row.body), refusal)
    row.body, row.wake_at = to_json(done.order), next_moment(done.order)
    row.save()
    History.objects.bulk_create(History(order=row, step=to_json(step)) for step in done.steps)
    ToTell.objects.bulk_create(ToTell(key=n.key, notice=to_json(n)) for n in done.notices)
    return JsonResponse({"state": done.order.state.value, "due": str(done.order.duty.due)})


urlpatterns = [path("orders/<order_no>/refusal", refuse)]
application = WSGIHandler()  # in a project: behind its middleware, with CSRF and a login
