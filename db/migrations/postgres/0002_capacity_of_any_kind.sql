ALTER TABLE "clinic_session" RENAME COLUMN "specialist_name" TO "resource_name";--> statement-breakpoint
DROP INDEX "clinic_session_once";--> statement-breakpoint
CREATE UNIQUE INDEX "clinic_session_once" ON "clinic_session" USING btree ("region_code","institution_code","department_code","resource_name","starts_at") WHERE "clinic_session"."status" = 'published';