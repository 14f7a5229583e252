ALTER TABLE "accounts" ADD COLUMN "supervisor" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "callback_attempts" ADD COLUMN "agent" text;--> statement-breakpoint
CREATE INDEX "audit_log_by_person" ON "audit_log" USING btree ("who","at");--> statement-breakpoint
CREATE INDEX "audit_log_by_time" ON "audit_log" USING btree ("at");