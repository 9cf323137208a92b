"""The order service: takes orders, and does in the background what follows from them."""

from __future__ import annotations

from orders import identity
from orders.documents import Documents
from orders.events import Batch, Worker, publish
from orders.model import Order, OrderEvent, Status
from orders.payments import Payment, PaymentQueue
from orders.settings import Settings
from orders.table import OrderTable


class OrderService:
    """The service on the resources of one stage; refuses to start in the wrong account."""

    def __init__(self, settings: Settings) -> None:
        identity.require_account(settings.account_id)
        self.orders = OrderTable(settings.table)
        self.documents = Documents(settings.bucket)
        self.payments = PaymentQueue(settings.payments_queue_url, settings.payment_key)
        self._events_queue_url = settings.events_queue_url

    def place(self, order: Order) -> None:
        """Take an order; its invoice follows."""
        self.orders.place(order)
        publish(self._events_queue_url, [OrderEvent("OrderPlaced", order.order_id)])

    def work(self, wait: int = 20) -> Batch:
        """Process the next events."""
        return Worker(self._events_queue_url, self._handle).process_batch(wait)

    def _handle(self, event: OrderEvent) -> None:
        order = self.orders.get(event.order_id)
        # SQS delivers at least once: an event may come again after its order has moved on.
        if event.kind == "OrderPlaced" and order.status is Status.PLACED:
            self._invoice(order)

    def _invoice(self, order: Order) -> None:
        self.documents.put_invoice(order.customer, order.order_id, _pdf(order))
        self.payments.request(Payment(order.order_id, order.customer, str(order.total)))
        self.orders.move(order.order_id, Status.PLACED, Status.INVOICED)


def _pdf(order: Order) -> bytes:
    return f"%PDF-1.7\n% Invoice for order {order.order_id}: {order.total} EUR\n%%EOF\n".encode()
