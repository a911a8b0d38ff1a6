BEGIN TRANSACTION;
CREATE TABLE qc_history (
    order_no TEXT NOT NULL REFERENCES qc_orders,
    version BIGINT NOT NULL,
    step TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    policy TEXT NOT NULL,
    warnings TEXT NOT NULL,
    key TEXT CONSTRAINT qc_history_key UNIQUE,
    payload TEXT,
    since BIGINT,
    outcome TEXT,
    checksum BIGINT,
    PRIMARY KEY (order_no, version)
) WITHOUT ROWID;
INSERT INTO "qc_history" VALUES('698016773',3,'{"schema":1,"type":"Step","event":{"type":"CancelRefusal","at":"2022-08-12T12:00:00+09:00","reason":{"type":"RefusalReason","kind":"prepared","text":"","acknowledgement":""},"evidence":{"type":"Evidence"},"confirmed":true},"source":"cancel_requested","target":"refused","version":3}','2022-08-12T12:00:00.000000+09:00','1','[]',NULL,NULL,NULL,NULL,1555271883);
INSERT INTO "qc_history" VALUES('698016773',4,'{"schema":1,"type":"Step","event":{"type":"ShipmentRelease","at":"2022-08-12T12:00:00+09:00"},"source":"refused","target":"awaiting_shipment","version":4}','2022-08-12T12:00:00.000000+09:00','1','[]','click','pppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp',3,'{"schema":1,"type":"Order","order_no":"698016773","state":"awaiting_shipment","ship_date":"2022-08-15","purchase":{"type":"Purchase"},"evidence":{"type":"Evidence","prepared_at":"2022-08-12T12:00:00+09:00"},"refused_at":"2022-08-12T12:00:00+09:00","duty":{"type":"Duty","started_at":"2022-08-12T12:00:00+09:00","due":"2022-08-13T00:00:00+09:00","missed":false},"last_at":"2022-08-12T12:00:00+09:00","version":4,"timeline":["xh","2022-08-12T12:00:00+09:00",null],"base":{"type":"Order","order_no":"698016773","state":"cancel_requested","ship_date":"2022-08-15","purchase":{"type":"Purchase"},"evidence":{"type":"Evidence","prepared_at":"2022-08-12T12:00:00+09:00"},"request":{"type":"Request","at":"2022-08-12T12:00:00+09:00","came_from":"scheduled","reason":""},"last_at":"2022-08-12T12:00:00+09:00","version":2}}',391421783);
CREATE TABLE qc_looks (
    order_no TEXT PRIMARY KEY REFERENCES qc_orders,
    claims_at TEXT NOT NULL,
    shipping_at TEXT NOT NULL,
    dated_at TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "qc_looks" VALUES('698016773','2022-08-12T12:00:00.000000+09:00 de65a182','2022-08-12T12:00:00.000000+09:00 2c9b6ed3','');
CREATE TABLE qc_meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
INSERT INTO "qc_meta" VALUES('schema','1');
CREATE TABLE qc_orders (
    order_no TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    cart_no TEXT,
    tracking_no TEXT,
    refused_at TEXT,
    wake_at TEXT,
    place TEXT,
    asked TEXT,
    body TEXT NOT NULL,
    checksum BIGINT,
    look TEXT
);
INSERT INTO "qc_orders" VALUES('698016773',4,'awaiting_shipment',NULL,NULL,'2022-08-12T12:00:00.000000+09:00','2022-08-13T00:00:00.000000+09:00',NULL,NULL,'{"schema":1,"type":"Order","order_no":"698016773","state":"awaiting_shipment","ship_date":"2022-08-15","purchase":{"type":"Purchase"},"evidence":{"type":"Evidence","prepared_at":"2022-08-12T12:00:00+09:00"},"refused_at":"2022-08-12T12:00:00+09:00","duty":{"type":"Duty","started_at":"2022-08-12T12:00:00+09:00","due":"2022-08-13T00:00:00+09:00","missed":false},"last_at":"2022-08-12T12:00:00+09:00","version":4,"timeline":["xh","2022-08-12T12:00:00+09:00",null],"base":{"type":"Order","order_no":"698016773","state":"cancel_requested","ship_date":"2022-08-15","purchase":{"type":"Purchase"},"evidence":{"type":"Evidence","prepared_at":"2022-08-12T12:00:00+09:00"},"request":{"type":"Request","at":"2022-08-12T12:00:00+09:00","came_from":"scheduled","reason":""},"last_at":"2022-08-12T12:00:00+09:00","version":2}}',2851524376,NULL);
CREATE TABLE qc_outbox (
    id INTEGER PRIMARY KEY,
    notice_key TEXT NOT NULL UNIQUE,
    order_no TEXT NOT NULL REFERENCES qc_orders,
    version BIGINT NOT NULL,
    channel TEXT NOT NULL,
    body TEXT NOT NULL,
    checksum BIGINT,
    state TEXT NOT NULL,
    due_at TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    token TEXT,
    error TEXT NOT NULL,
    status_checksum BIGINT
);
INSERT INTO "qc_outbox" VALUES(1,'698016773:3:refusal:buyer_app','698016773',3,'buyer_app','{"schema":1,"type":"Notice","key":"698016773:3:refusal:buyer_app","kind":"refusal","channel":"buyer_app","order_no":"698016773","version":3,"at":"2022-08-12T12:00:00+09:00","params":{"reason":"prepared","text":""}}',3439569627,'delivered','2022-08-12T12:02:00.000000+09:00',1,NULL,'',2497648558);
INSERT INTO "qc_outbox" VALUES(2,'698016773:3:refusal:buyer_mail','698016773',3,'buyer_mail','{"schema":1,"type":"Notice","key":"698016773:3:refusal:buyer_mail","kind":"refusal","channel":"buyer_mail","order_no":"698016773","version":3,"at":"2022-08-12T12:00:00+09:00","params":{"reason":"prepared","text":""}}',547433416,'waiting','2022-08-12T12:00:00.000000+09:00',0,NULL,'',3571925950);
INSERT INTO "qc_outbox" VALUES(3,'698016773:4:duty_started:seller','698016773',4,'seller','{"schema":1,"type":"Notice","key":"698016773:4:duty_started:seller","kind":"duty_started","channel":"seller","order_no":"698016773","version":4,"at":"2022-08-12T12:00:00+09:00","expires_at":"2022-08-13T00:00:00+09:00","params":{"due_at":"2022-08-13T00:00:00+09:00"}}',3569040509,'waiting','2022-08-12T12:00:00.000000+09:00',0,NULL,'',1181102799);
CREATE INDEX qc_orders_state ON qc_orders (state, order_no, refused_at, asked);
CREATE INDEX qc_orders_cart ON qc_orders (cart_no) WHERE cart_no IS NOT NULL;
CREATE INDEX qc_orders_tracking ON qc_orders (tracking_no) WHERE tracking_no IS NOT NULL;
CREATE INDEX qc_orders_asked ON qc_orders (order_no) WHERE asked IS NOT NULL;
CREATE INDEX qc_orders_wake ON qc_orders (wake_at, order_no) WHERE wake_at IS NOT NULL;
CREATE INDEX qc_orders_place ON qc_orders (place, order_no, wake_at)
    WHERE place IS NOT NULL;
CREATE INDEX qc_outbox_order ON qc_outbox (order_no, version);
CREATE INDEX qc_outbox_due ON qc_outbox (channel, due_at, id)
    WHERE state IN ('waiting', 'claimed');
CREATE TRIGGER qc_history_is_not_changed BEFORE UPDATE ON qc_history
WHEN NOT EXISTS (SELECT 1 FROM qc_meta WHERE name = 'erasing ' || OLD.order_no)
  OR (NEW.order_no, NEW.version, NEW.recorded_at, NEW.policy, NEW.key, NEW.since)
  IS NOT (OLD.order_no, OLD.version, OLD.recorded_at, OLD.policy, OLD.key, OLD.since)
BEGIN SELECT RAISE(ABORT, 'qc_history is append-only'); END;
CREATE TRIGGER qc_history_is_not_removed BEFORE DELETE ON qc_history
BEGIN SELECT RAISE(ABORT, 'qc_history is append-only'); END;
CREATE TRIGGER qc_history_is_not_replaced BEFORE INSERT ON qc_history
WHEN EXISTS (SELECT 1 FROM qc_history WHERE order_no = NEW.order_no AND version = NEW.version)
  OR EXISTS (SELECT 1 FROM qc_history WHERE key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'qc_history has it already'); END;
COMMIT;
