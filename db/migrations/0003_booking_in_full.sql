CREATE TABLE "announced_slots" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "announced_slots_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kreis" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"dose" smallint NOT NULL,
	"vaccine" text NOT NULL,
	"capacity" integer NOT NULL,
	"release_at" timestamp with time zone NOT NULL,
	CONSTRAINT "announced_slots_one_per_time" UNIQUE("kreis","dose","vaccine","starts_at"),
	CONSTRAINT "announced_slots_dose" CHECK ("announced_slots"."dose" in (1, 2)),
	CONSTRAINT "announced_slots_capacity" CHECK ("announced_slots"."capacity" >= 0)
);
--> statement-breakpoint
CREATE TABLE "invitation_pins" (
	"pin_hash" text PRIMARY KEY NOT NULL,
	"address_sealed" text NOT NULL,
	"imported_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"occasion" text NOT NULL,
	"to_sealed" text NOT NULL,
	"body_sealed" text NOT NULL,
	"state" text NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone NOT NULL,
	"message_sid" text,
	"fault" text,
	"created_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "messages_one_per_occasion" UNIQUE("kind","occasion")
);
--> statement-breakpoint
CREATE TABLE "neighbours" (
	"kreis" text NOT NULL,
	"neighbour" text NOT NULL,
	CONSTRAINT "neighbours_once" PRIMARY KEY("kreis","neighbour"),
	CONSTRAINT "neighbours_not_itself" CHECK ("neighbours"."kreis" <> "neighbours"."neighbour")
);
--> statement-breakpoint
CREATE TABLE "waiting_list" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kreis" text NOT NULL,
	"people" smallint NOT NULL,
	"persons_sealed" text NOT NULL,
	"person_hash" text NOT NULL,
	"plz" text NOT NULL,
	"caller_hash" text NOT NULL,
	"number_sealed" text NOT NULL,
	"language" text NOT NULL,
	"entered_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"hold_id" uuid,
	"offer_until" timestamp with time zone,
	"closed_at" timestamp with time zone,
	CONSTRAINT "waiting_list_people" CHECK ("waiting_list"."people" in (1, 2)),
	CONSTRAINT "waiting_list_offer_is_whole" CHECK ("waiting_list"."state" <> 'offered' or ("waiting_list"."hold_id" is not null and "waiting_list"."offer_until" is not null))
);
--> statement-breakpoint
ALTER TABLE "bookings" ADD COLUMN "language" text DEFAULT 'de' NOT NULL;--> statement-breakpoint
ALTER TABLE "bookings" ADD COLUMN "pin_hash" text;--> statement-breakpoint
ALTER TABLE "bookings" ADD COLUMN "moves" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "bookings" ADD COLUMN "cancelled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "bookings" ADD COLUMN "reminded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "callback_requests" ADD COLUMN "subject" uuid;--> statement-breakpoint
ALTER TABLE "announced_slots" ADD CONSTRAINT "announced_slots_kreis_centres_kreis_fk" FOREIGN KEY ("kreis") REFERENCES "public"."centres"("kreis") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announced_slots" ADD CONSTRAINT "announced_slots_vaccine_vaccines_name_fk" FOREIGN KEY ("vaccine") REFERENCES "public"."vaccines"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "neighbours" ADD CONSTRAINT "neighbours_kreis_centres_kreis_fk" FOREIGN KEY ("kreis") REFERENCES "public"."centres"("kreis") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "neighbours" ADD CONSTRAINT "neighbours_neighbour_centres_kreis_fk" FOREIGN KEY ("neighbour") REFERENCES "public"."centres"("kreis") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting_list" ADD CONSTRAINT "waiting_list_kreis_centres_kreis_fk" FOREIGN KEY ("kreis") REFERENCES "public"."centres"("kreis") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "announced_slots_to_release" ON "announced_slots" USING btree ("release_at","kreis");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_sid" ON "messages" USING btree ("message_sid") WHERE message_sid is not null;--> statement-breakpoint
CREATE INDEX "messages_owed" ON "messages" USING btree ("next_try_at") WHERE state in ('owed', 'sending');--> statement-breakpoint
CREATE UNIQUE INDEX "waiting_list_one_open_per_person" ON "waiting_list" USING btree ("person_hash") WHERE state in ('waiting', 'offered');--> statement-breakpoint
CREATE INDEX "waiting_list_in_line" ON "waiting_list" USING btree ("kreis","entered_at","id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "waiting_list_offers" ON "waiting_list" USING btree ("offer_until") WHERE state = 'offered';--> statement-breakpoint
CREATE INDEX "waiting_list_by_caller" ON "waiting_list" USING btree ("caller_hash") WHERE state in ('waiting', 'offered');--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_pin_hash_invitation_pins_pin_hash_fk" FOREIGN KEY ("pin_hash") REFERENCES "public"."invitation_pins"("pin_hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "bookings_one_per_pin" ON "bookings" USING btree ("pin_hash") WHERE state = 'booked' and pin_hash is not null;--> statement-breakpoint
CREATE INDEX "bookings_by_caller" ON "bookings" USING btree ("caller_hash") WHERE state = 'booked';