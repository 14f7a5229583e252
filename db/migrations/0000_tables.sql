CREATE TABLE "accounts" (
	"name" text PRIMARY KEY NOT NULL,
	"password_hash" text NOT NULL,
	"roles" text[] NOT NULL,
	"languages" text[] NOT NULL,
	"endpoint" text,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "accounts_roles" CHECK ("accounts"."roles" <@ array['admin','ops','agent']::text[])
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"who" text NOT NULL,
	"what" text NOT NULL,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bookings" (
	"hold_id" uuid NOT NULL,
	"request_key" text NOT NULL,
	"person" smallint NOT NULL,
	"kreis" text NOT NULL,
	"first_slot" bigint NOT NULL,
	"second_slot" bigint NOT NULL,
	"state" text NOT NULL,
	"held_until" timestamp with time zone,
	"code" text,
	"birth_date_sealed" text,
	"person_hash" text,
	"caller_hash" text,
	"number_sealed" text,
	"plz" text,
	"created_at" timestamp with time zone NOT NULL,
	"booked_at" timestamp with time zone,
	"heard_at" timestamp with time zone,
	CONSTRAINT "bookings_one_row_per_person_of_hold" PRIMARY KEY("hold_id","person"),
	CONSTRAINT "bookings_one_hold_per_request" UNIQUE("request_key","person"),
	CONSTRAINT "bookings_held_has_term" CHECK ("bookings"."state" <> 'held' or "bookings"."held_until" is not null),
	CONSTRAINT "bookings_booked_is_whole" CHECK ("bookings"."state" <> 'booked' or ("bookings"."code" is not null and "bookings"."person_hash" is not null and "bookings"."birth_date_sealed" is not null and "bookings"."booked_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "callback_attempts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "callback_attempts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"request_id" uuid NOT NULL,
	"number" smallint NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"call_sid" text,
	"outcome" text,
	CONSTRAINT "callback_attempts_numbered" UNIQUE("request_id","number")
);
--> statement-breakpoint
CREATE TABLE "callback_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"caller_hash" text NOT NULL,
	"number_sealed" text NOT NULL,
	"kind" text NOT NULL,
	"language" text NOT NULL,
	"kennzahl" text NOT NULL,
	"ticket_at" timestamp with time zone NOT NULL,
	"window_from" timestamp with time zone NOT NULL,
	"window_to" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone NOT NULL,
	"lease_until" timestamp with time zone,
	"call_sid" text,
	"created_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "callback_requests_kennzahl" CHECK ("callback_requests"."kennzahl" ~ '^[0-9]{2}$')
);
--> statement-breakpoint
CREATE TABLE "centres" (
	"kreis" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"street" text NOT NULL,
	"plz" text NOT NULL,
	"city" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "eligibility" (
	"valid_from" date PRIMARY KEY NOT NULL,
	"born_on_or_before" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "postcodes" (
	"plz" text PRIMARY KEY NOT NULL,
	"place" text NOT NULL,
	"kreis" text NOT NULL,
	"region" text NOT NULL,
	CONSTRAINT "postcodes_five_digits" CHECK ("postcodes"."plz" ~ '^[0-9]{5}$')
);
--> statement-breakpoint
CREATE TABLE "slots" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "slots_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kreis" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"dose" smallint NOT NULL,
	"vaccine" text NOT NULL,
	"capacity" integer NOT NULL,
	"taken" integer DEFAULT 0 NOT NULL,
	"has_room" boolean GENERATED ALWAYS AS (taken < capacity) STORED NOT NULL,
	CONSTRAINT "slots_one_per_time" UNIQUE("kreis","dose","vaccine","starts_at"),
	CONSTRAINT "slots_dose" CHECK ("slots"."dose" in (1, 2)),
	CONSTRAINT "slots_not_oversold" CHECK ("slots"."taken" >= 0 and "slots"."taken" <= "slots"."capacity")
);
--> statement-breakpoint
CREATE TABLE "threshold_versions" (
	"version" integer NOT NULL,
	"values" jsonb NOT NULL,
	"changed_by" text NOT NULL,
	"reason" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "threshold_versions_one_per_number" PRIMARY KEY("version")
);
--> statement-breakpoint
CREATE TABLE "vaccines" (
	"name" text PRIMARY KEY NOT NULL,
	"interval_days" smallint NOT NULL,
	"slack_days" smallint DEFAULT 3 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_first_slot_slots_id_fk" FOREIGN KEY ("first_slot") REFERENCES "public"."slots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_second_slot_slots_id_fk" FOREIGN KEY ("second_slot") REFERENCES "public"."slots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "callback_attempts" ADD CONSTRAINT "callback_attempts_request_id_callback_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."callback_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slots" ADD CONSTRAINT "slots_kreis_centres_kreis_fk" FOREIGN KEY ("kreis") REFERENCES "public"."centres"("kreis") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slots" ADD CONSTRAINT "slots_vaccine_vaccines_name_fk" FOREIGN KEY ("vaccine") REFERENCES "public"."vaccines"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "bookings_code_unique" ON "bookings" USING btree ("code") WHERE code is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "bookings_one_per_person" ON "bookings" USING btree ("person_hash") WHERE state = 'booked';--> statement-breakpoint
CREATE INDEX "bookings_holds_to_sweep" ON "bookings" USING btree ("held_until") WHERE state = 'held';--> statement-breakpoint
CREATE UNIQUE INDEX "callback_requests_one_open_per_number" ON "callback_requests" USING btree ("caller_hash") WHERE state in ('open', 'dialling');--> statement-breakpoint
CREATE INDEX "callback_requests_due" ON "callback_requests" USING btree ("ticket_at") WHERE state in ('open', 'dialling');--> statement-breakpoint
CREATE INDEX "callback_requests_next_try" ON "callback_requests" USING btree ("next_try_at") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "callback_requests_abandoned" ON "callback_requests" USING btree ("lease_until") WHERE state = 'dialling';--> statement-breakpoint
CREATE INDEX "callback_requests_by_caller" ON "callback_requests" USING btree ("caller_hash","created_at");--> statement-breakpoint
CREATE INDEX "slots_with_room" ON "slots" USING btree ("kreis","dose","starts_at","vaccine") WHERE has_room;