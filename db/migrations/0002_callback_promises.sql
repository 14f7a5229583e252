CREATE TABLE "callback_promises" (
	"request_id" uuid NOT NULL,
	"number" smallint NOT NULL,
	"cause" text NOT NULL,
	"window_from" timestamp with time zone NOT NULL,
	"window_to" timestamp with time zone NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"notice" text,
	"superseded_at" timestamp with time zone,
	"result" text,
	"settled_at" timestamp with time zone,
	CONSTRAINT "callback_promises_numbered" PRIMARY KEY("request_id","number"),
	CONSTRAINT "callback_promises_window" CHECK ("callback_promises"."window_from" < "callback_promises"."window_to"),
	CONSTRAINT "callback_promises_ends_once" CHECK (("callback_promises"."result" is null) = ("callback_promises"."settled_at" is null) and ("callback_promises"."result" is null or "callback_promises"."superseded_at" is null))
);
--> statement-breakpoint
DROP INDEX "callback_requests_due";--> statement-breakpoint
ALTER TABLE "callback_promises" ADD CONSTRAINT "callback_promises_request_id_callback_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."callback_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "callback_promises_one_standing" ON "callback_promises" USING btree ("request_id") WHERE superseded_at is null and result is null;--> statement-breakpoint
CREATE INDEX "callback_promises_standing_until" ON "callback_promises" USING btree ("window_to") WHERE superseded_at is null and result is null;--> statement-breakpoint
CREATE INDEX "callback_promises_notice_owed" ON "callback_promises" USING btree ("made_at") WHERE notice = 'owed';--> statement-breakpoint
CREATE INDEX "callback_promises_settled" ON "callback_promises" USING btree ("settled_at") WHERE result is not null;--> statement-breakpoint
CREATE INDEX "callback_promises_superseded" ON "callback_promises" USING btree ("superseded_at") WHERE superseded_at is not null;--> statement-breakpoint
CREATE INDEX "callback_attempts_rung" ON "callback_attempts" USING btree ("started_at") WHERE call_sid is not null;--> statement-breakpoint
CREATE INDEX "callback_requests_in_line" ON "callback_requests" USING btree ("kind","ticket_at","id","state","next_try_at") WHERE state in ('open', 'dialling');--> statement-breakpoint
-- What was promised before there was a ledger: the first call that reached the network decides, as before
INSERT INTO "callback_promises" ("request_id", "number", "cause", "window_from", "window_to", "made_at", "result", "settled_at")
SELECT r.id, 1, 'asked', r.window_from, r.window_to, r.created_at,
       CASE WHEN rung.first_at < r.window_from THEN 'early'
            WHEN rung.first_at <= r.window_to THEN 'kept'
            WHEN rung.first_at IS NOT NULL OR r.state = 'missed' THEN 'late'
            WHEN r.state = 'accepted' THEN CASE WHEN r.closed_at <= r.window_to THEN 'kept' ELSE 'late' END
            WHEN r.state = 'dropped' THEN CASE WHEN r.closed_at <= r.window_to THEN 'withdrawn' ELSE 'late' END END,
       CASE WHEN rung.first_at IS NOT NULL THEN rung.first_at
            WHEN r.state IN ('missed', 'accepted', 'dropped') THEN coalesce(r.closed_at, r.window_to) END
  FROM "callback_requests" r
  LEFT JOIN LATERAL (SELECT min(a.started_at) AS first_at FROM "callback_attempts" a WHERE a.request_id = r.id AND a.call_sid IS NOT NULL) rung ON true
 WHERE r.window_from < r.window_to;
