CREATE TABLE "forgotten_bookings" (
	"kreis" text PRIMARY KEY NOT NULL,
	"booked" integer NOT NULL,
	"ever" integer NOT NULL,
	CONSTRAINT "forgotten_bookings_counts" CHECK ("forgotten_bookings"."booked" >= 0 and "forgotten_bookings"."ever" >= "forgotten_bookings"."booked")
);
--> statement-breakpoint
ALTER TABLE "forgotten_bookings" ADD CONSTRAINT "forgotten_bookings_kreis_centres_kreis_fk" FOREIGN KEY ("kreis") REFERENCES "public"."centres"("kreis") ON DELETE no action ON UPDATE no action;