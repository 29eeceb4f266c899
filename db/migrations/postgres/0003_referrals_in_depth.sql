CREATE TABLE "referral_attachment" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"referral_id" text NOT NULL,
	"side" text NOT NULL,
	"file_name_sealed" text NOT NULL,
	"type" text NOT NULL,
	"bytes" integer NOT NULL,
	"digest" text NOT NULL,
	"added_at" bigint NOT NULL,
	"added_by" text NOT NULL,
	"added_by_name" text NOT NULL,
	CONSTRAINT "referral_attachment_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "referral_attachment_chunk" (
	"region_code" text NOT NULL,
	"attachment_id" text NOT NULL,
	"seq" integer NOT NULL,
	"sealed" text NOT NULL,
	CONSTRAINT "referral_attachment_chunk_region_code_attachment_id_seq_pk" PRIMARY KEY("region_code","attachment_id","seq")
);
--> statement-breakpoint
CREATE TABLE "benefit_year" (
	"region_code" text NOT NULL,
	"resident_id" text NOT NULL,
	"first_day" text NOT NULL,
	"used" jsonb NOT NULL,
	CONSTRAINT "benefit_year_region_code_resident_id_first_day_pk" PRIMARY KEY("region_code","resident_id","first_day")
);
--> statement-breakpoint
CREATE TABLE "care_plan" (
	"region_code" text NOT NULL,
	"referral_id" text NOT NULL,
	"resident_id" text NOT NULL,
	"hospital_code" text NOT NULL,
	"home_code" text NOT NULL,
	"status" text NOT NULL,
	"content" jsonb NOT NULL,
	"revision" integer NOT NULL,
	"saved_at" bigint NOT NULL,
	"saved_by_name" text NOT NULL,
	"handed_over_at" bigint,
	"discharged_on" text,
	"bed_days_freed" integer DEFAULT 0 NOT NULL,
	"readmitted_on" text,
	"readmission_source" text,
	"readmission_ref" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "care_plan_region_code_referral_id_pk" PRIMARY KEY("region_code","referral_id"),
	CONSTRAINT "care_plan_freed_not_negative" CHECK ("care_plan"."bed_days_freed" >= 0)
);
--> statement-breakpoint
CREATE TABLE "care_plan_revision" (
	"region_code" text NOT NULL,
	"referral_id" text NOT NULL,
	"revision" integer NOT NULL,
	"content" jsonb NOT NULL,
	"at" bigint NOT NULL,
	"by_name" text NOT NULL,
	"reason" text,
	CONSTRAINT "care_plan_revision_region_code_referral_id_revision_pk" PRIMARY KEY("region_code","referral_id","revision")
);
--> statement-breakpoint
CREATE TABLE "care_task" (
	"region_code" text NOT NULL,
	"referral_id" text NOT NULL,
	"key" text NOT NULL,
	"resident_id" text NOT NULL,
	"home_code" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"due_from" text NOT NULL,
	"due_on" text NOT NULL,
	"ended_as" text,
	"ended_on" text,
	"ended_at" bigint,
	"ended_by_name" text,
	"place" text,
	"note" text,
	"measurements" jsonb NOT NULL,
	CONSTRAINT "care_task_region_code_referral_id_key_pk" PRIMARY KEY("region_code","referral_id","key")
);
--> statement-breakpoint
CREATE TABLE "closed_month_total" (
	"region_code" text NOT NULL,
	"month" text NOT NULL,
	"account" text NOT NULL,
	"institution_code" text NOT NULL,
	"pool" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	CONSTRAINT "closed_month_total_region_code_month_account_institution_code_pk" PRIMARY KEY("region_code","month","account","institution_code")
);
--> statement-breakpoint
CREATE TABLE "paid_person" (
	"region_code" text NOT NULL,
	"year" text NOT NULL,
	"pool" text NOT NULL,
	"resident_id" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	CONSTRAINT "paid_person_region_code_year_pool_resident_id_pk" PRIMARY KEY("region_code","year","pool","resident_id")
);
--> statement-breakpoint
CREATE TABLE "consult_message" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"referral_id" text NOT NULL,
	"at" bigint NOT NULL,
	"side" text NOT NULL,
	"author_id" text NOT NULL,
	"author_name" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "consult_message_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "diagnosis" (
	"region_code" text NOT NULL,
	"version" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "diagnosis_region_code_version_code_pk" PRIMARY KEY("region_code","version","code")
);
--> statement-breakpoint
CREATE TABLE "diagnosis_key" (
	"region_code" text NOT NULL,
	"version" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"code" text NOT NULL,
	"skipped" integer NOT NULL,
	CONSTRAINT "diagnosis_key_region_code_version_kind_key_code_pk" PRIMARY KEY("region_code","version","kind","key","code")
);
--> statement-breakpoint
CREATE TABLE "diagnosis_list" (
	"region_code" text NOT NULL,
	"version" text NOT NULL,
	"in_force_from" text NOT NULL,
	"status" text NOT NULL,
	"entries" integer NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by_name" text NOT NULL,
	CONSTRAINT "diagnosis_list_region_code_version_pk" PRIMARY KEY("region_code","version")
);
--> statement-breakpoint
CREATE TABLE "member_news" (
	"region_code" text NOT NULL,
	"resident_id" text NOT NULL,
	"mark" text NOT NULL,
	CONSTRAINT "member_news_region_code_resident_id_mark_pk" PRIMARY KEY("region_code","resident_id","mark")
);
--> statement-breakpoint
CREATE TABLE "member_watch" (
	"region_code" text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "posting" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"from_institution_code" text NOT NULL,
	"to_institution_code" text NOT NULL,
	"person_name" text NOT NULL,
	"title" text NOT NULL,
	"subject" text,
	"from_day" text NOT NULL,
	"to_day" text NOT NULL,
	"times" integer NOT NULL,
	"people" integer NOT NULL,
	"note" text,
	"request_key" text NOT NULL,
	"recorded_at" bigint NOT NULL,
	"recorded_by_name" text NOT NULL,
	"withdrawn_at" bigint,
	"withdrawn_reason" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "posting_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "posting_counts" CHECK ("posting"."times" > 0 and "posting"."people" >= 0)
);
--> statement-breakpoint
CREATE TABLE "referral_draft" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"resident_id" text NOT NULL,
	"institution_code" text NOT NULL,
	"writer_id" text NOT NULL,
	"body_sealed" text NOT NULL,
	"slot_id" text,
	"bed_slot_ids" jsonb NOT NULL,
	"created_at" bigint NOT NULL,
	"saved_at" bigint NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "referral_draft_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "saved_filter" (
	"region_code" text NOT NULL,
	"account_id" text NOT NULL,
	"id" text NOT NULL,
	"screen" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "saved_filter_region_code_account_id_id_pk" PRIMARY KEY("region_code","account_id","id")
);
--> statement-breakpoint
CREATE TABLE "capacity_resource" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"institution_code" text NOT NULL,
	"kind" text NOT NULL,
	"department_code" text NOT NULL,
	"department_name" text NOT NULL,
	"name" text NOT NULL,
	"note" text,
	"closed_on" text,
	"version" integer NOT NULL,
	CONSTRAINT "capacity_resource_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "capacity_schedule" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"institution_code" text NOT NULL,
	"resource_id" text NOT NULL,
	"weekdays" jsonb NOT NULL,
	"from_time" text NOT NULL,
	"to_time" text NOT NULL,
	"capacity" integer NOT NULL,
	"urgent_only" boolean NOT NULL,
	"on_holidays" boolean NOT NULL,
	"public_lead_days" integer NOT NULL,
	"valid_from" text NOT NULL,
	"valid_to" text,
	"version" integer NOT NULL,
	CONSTRAINT "capacity_schedule_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "capacity_schedule_some" CHECK ("capacity_schedule"."capacity" > 0)
);
--> statement-breakpoint
CREATE TABLE "schedule_exception" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"institution_code" text NOT NULL,
	"resource_id" text,
	"from_day" text NOT NULL,
	"to_day" text NOT NULL,
	"effect" text NOT NULL,
	"capacity" integer,
	"reason" text NOT NULL,
	"recorded_at" bigint NOT NULL,
	"recorded_by" text NOT NULL,
	"withdrawn_at" bigint,
	CONSTRAINT "schedule_exception_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "schedule_exception_capacity" CHECK (("schedule_exception"."effect" = 'capacity') = ("schedule_exception"."capacity" is not null))
);
--> statement-breakpoint
CREATE TABLE "specialty_alliance" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"hospital_code" text NOT NULL,
	"from_day" text NOT NULL,
	"to_day" text,
	"version" integer NOT NULL,
	"founded_at" bigint NOT NULL,
	"founded_by_name" text NOT NULL,
	CONSTRAINT "specialty_alliance_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "specialty_alliance_days_in_order" CHECK ("specialty_alliance"."from_day" <= "specialty_alliance"."to_day")
);
--> statement-breakpoint
CREATE TABLE "specialty_department" (
	"region_code" text NOT NULL,
	"specialty_id" text NOT NULL,
	"department_code" text NOT NULL,
	"department_name" text NOT NULL,
	CONSTRAINT "specialty_department_region_code_specialty_id_department_code_pk" PRIMARY KEY("region_code","specialty_id","department_code")
);
--> statement-breakpoint
CREATE TABLE "specialty_member" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"specialty_id" text NOT NULL,
	"kind" text NOT NULL,
	"member_id" text NOT NULL,
	"from_day" text NOT NULL,
	"to_day" text,
	CONSTRAINT "specialty_member_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "specialty_member_days_in_order" CHECK ("specialty_member"."from_day" <= "specialty_member"."to_day")
);
--> statement-breakpoint
CREATE TABLE "waiting_offer" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"referral_id" text NOT NULL,
	"institution_code" text NOT NULL,
	"department_code" text NOT NULL,
	"department_name" text NOT NULL,
	"kind" text NOT NULL,
	"session_id" text NOT NULL,
	"resource_name" text NOT NULL,
	"starts_at" bigint NOT NULL,
	"slot_ids" jsonb NOT NULL,
	"offered_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"outcome" text NOT NULL,
	"ended_at" bigint,
	"ended_by" text,
	"origin" text NOT NULL,
	"reason" text,
	"offered_by" text NOT NULL,
	"standing" text NOT NULL,
	"rank" integer NOT NULL,
	"waiting" integer NOT NULL,
	"considered" jsonb NOT NULL,
	"policy_id" text NOT NULL,
	CONSTRAINT "waiting_offer_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "waiting_turn" (
	"region_code" text NOT NULL,
	"referral_id" text NOT NULL,
	"institution_code" text NOT NULL,
	"department_code" text NOT NULL,
	"kind" text NOT NULL,
	"resource_name" text,
	"nights" integer NOT NULL,
	"standing" text NOT NULL,
	"turn_since" bigint NOT NULL,
	"first_offer_at" bigint,
	"lapses" integer NOT NULL,
	"broken_at" bigint,
	CONSTRAINT "waiting_turn_region_code_referral_id_pk" PRIMARY KEY("region_code","referral_id")
);
--> statement-breakpoint
DROP INDEX "slot_search";--> statement-breakpoint
DROP INDEX "slot_of_referral";--> statement-breakpoint
DROP INDEX "ledger_by_month";--> statement-breakpoint
ALTER TABLE "consent" ADD COLUMN "referral_id" text;--> statement-breakpoint
ALTER TABLE "clinic_session" ADD COLUMN "kind" text DEFAULT 'clinic' NOT NULL;--> statement-breakpoint
ALTER TABLE "clinic_session" ADD COLUMN "resource_id" text;--> statement-breakpoint
ALTER TABLE "clinic_session" ADD COLUMN "schedule_id" text;--> statement-breakpoint
ALTER TABLE "clinic_session" ADD COLUMN "borrow_at" bigint;--> statement-breakpoint
ALTER TABLE "clinic_session" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "slot" ADD COLUMN "kind" text DEFAULT 'clinic' NOT NULL;--> statement-breakpoint
ALTER TABLE "slot" ADD COLUMN "part" text DEFAULT 'visit' NOT NULL;--> statement-breakpoint
ALTER TABLE "slot" ADD COLUMN "dealt_to" text;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "external" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "consult_type" text;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "may_convert" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "purpose" text;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "history" text;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "treatment" text;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "danger_signs" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "assessment" jsonb DEFAULT '{"measurements":{},"symptoms":[]}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "bed_slot_ids" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "previous_id" text;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "origin" text;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "answered_at" bigint;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "queued_at" bigint;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "promised_day" text;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "treated_at" bigint;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "returned_at" bigint;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "received_at" bigint;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "followed_up_at" bigint;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "closed_at" bigint;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "decline_code" text;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "assignee_id" text;--> statement-breakpoint
ALTER TABLE "referral" ADD COLUMN "escalated_at" bigint;--> statement-breakpoint
ALTER TABLE "period" ADD COLUMN "counted_by" text;--> statement-breakpoint
ALTER TABLE "period" ADD COLUMN "totalled_at" bigint;--> statement-breakpoint
ALTER TABLE "referral_attachment_chunk" ADD CONSTRAINT "referral_attachment_chunk_region_code_attachment_id_referral_attachment_region_code_id_fk" FOREIGN KEY ("region_code","attachment_id") REFERENCES "public"."referral_attachment"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "benefit_year" ADD CONSTRAINT "benefit_year_region_code_resident_id_resident_region_code_id_fk" FOREIGN KEY ("region_code","resident_id") REFERENCES "public"."resident"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "care_plan" ADD CONSTRAINT "care_plan_region_code_referral_id_referral_region_code_id_fk" FOREIGN KEY ("region_code","referral_id") REFERENCES "public"."referral"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "care_plan" ADD CONSTRAINT "care_plan_region_code_resident_id_resident_region_code_id_fk" FOREIGN KEY ("region_code","resident_id") REFERENCES "public"."resident"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "care_plan" ADD CONSTRAINT "care_plan_region_code_hospital_code_institution_region_code_code_fk" FOREIGN KEY ("region_code","hospital_code") REFERENCES "public"."institution"("region_code","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "care_plan" ADD CONSTRAINT "care_plan_region_code_home_code_institution_region_code_code_fk" FOREIGN KEY ("region_code","home_code") REFERENCES "public"."institution"("region_code","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "care_plan_revision" ADD CONSTRAINT "care_plan_revision_region_code_referral_id_care_plan_region_code_referral_id_fk" FOREIGN KEY ("region_code","referral_id") REFERENCES "public"."care_plan"("region_code","referral_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "care_task" ADD CONSTRAINT "care_task_region_code_referral_id_care_plan_region_code_referral_id_fk" FOREIGN KEY ("region_code","referral_id") REFERENCES "public"."care_plan"("region_code","referral_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "care_task" ADD CONSTRAINT "care_task_region_code_resident_id_resident_region_code_id_fk" FOREIGN KEY ("region_code","resident_id") REFERENCES "public"."resident"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "care_task" ADD CONSTRAINT "care_task_region_code_home_code_institution_region_code_code_fk" FOREIGN KEY ("region_code","home_code") REFERENCES "public"."institution"("region_code","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consult_message" ADD CONSTRAINT "consult_message_region_code_referral_id_referral_region_code_id_fk" FOREIGN KEY ("region_code","referral_id") REFERENCES "public"."referral"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "diagnosis" ADD CONSTRAINT "diagnosis_region_code_version_diagnosis_list_region_code_version_fk" FOREIGN KEY ("region_code","version") REFERENCES "public"."diagnosis_list"("region_code","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "diagnosis_key" ADD CONSTRAINT "diagnosis_key_region_code_version_code_diagnosis_region_code_version_code_fk" FOREIGN KEY ("region_code","version","code") REFERENCES "public"."diagnosis"("region_code","version","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posting" ADD CONSTRAINT "posting_region_code_from_institution_code_institution_region_code_code_fk" FOREIGN KEY ("region_code","from_institution_code") REFERENCES "public"."institution"("region_code","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posting" ADD CONSTRAINT "posting_region_code_to_institution_code_institution_region_code_code_fk" FOREIGN KEY ("region_code","to_institution_code") REFERENCES "public"."institution"("region_code","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_draft" ADD CONSTRAINT "referral_draft_region_code_resident_id_resident_region_code_id_fk" FOREIGN KEY ("region_code","resident_id") REFERENCES "public"."resident"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_draft" ADD CONSTRAINT "referral_draft_region_code_institution_code_institution_region_code_code_fk" FOREIGN KEY ("region_code","institution_code") REFERENCES "public"."institution"("region_code","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_filter" ADD CONSTRAINT "saved_filter_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capacity_resource" ADD CONSTRAINT "capacity_resource_region_code_institution_code_institution_region_code_code_fk" FOREIGN KEY ("region_code","institution_code") REFERENCES "public"."institution"("region_code","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capacity_schedule" ADD CONSTRAINT "capacity_schedule_region_code_resource_id_capacity_resource_region_code_id_fk" FOREIGN KEY ("region_code","resource_id") REFERENCES "public"."capacity_resource"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule_exception" ADD CONSTRAINT "schedule_exception_region_code_institution_code_institution_region_code_code_fk" FOREIGN KEY ("region_code","institution_code") REFERENCES "public"."institution"("region_code","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule_exception" ADD CONSTRAINT "schedule_exception_region_code_resource_id_capacity_resource_region_code_id_fk" FOREIGN KEY ("region_code","resource_id") REFERENCES "public"."capacity_resource"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "specialty_alliance" ADD CONSTRAINT "specialty_alliance_region_code_hospital_code_institution_region_code_code_fk" FOREIGN KEY ("region_code","hospital_code") REFERENCES "public"."institution"("region_code","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "specialty_department" ADD CONSTRAINT "specialty_department_region_code_specialty_id_specialty_alliance_region_code_id_fk" FOREIGN KEY ("region_code","specialty_id") REFERENCES "public"."specialty_alliance"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "specialty_member" ADD CONSTRAINT "specialty_member_region_code_specialty_id_specialty_alliance_region_code_id_fk" FOREIGN KEY ("region_code","specialty_id") REFERENCES "public"."specialty_alliance"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting_offer" ADD CONSTRAINT "waiting_offer_region_code_referral_id_referral_region_code_id_fk" FOREIGN KEY ("region_code","referral_id") REFERENCES "public"."referral"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting_turn" ADD CONSTRAINT "waiting_turn_region_code_referral_id_referral_region_code_id_fk" FOREIGN KEY ("region_code","referral_id") REFERENCES "public"."referral"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "referral_attachment_of" ON "referral_attachment" USING btree ("region_code","referral_id","added_at");--> statement-breakpoint
CREATE INDEX "care_plan_by_resident" ON "care_plan" USING btree ("region_code","resident_id");--> statement-breakpoint
CREATE INDEX "care_plan_by_hospital" ON "care_plan" USING btree ("region_code","hospital_code","discharged_on");--> statement-breakpoint
CREATE INDEX "care_plan_by_home" ON "care_plan" USING btree ("region_code","home_code","discharged_on");--> statement-breakpoint
CREATE INDEX "care_plan_watched" ON "care_plan" USING btree ("region_code","discharged_on") WHERE readmitted_on is null;--> statement-breakpoint
CREATE INDEX "care_task_open" ON "care_task" USING btree ("region_code","home_code","due_on","referral_id") WHERE ended_as is null;--> statement-breakpoint
CREATE INDEX "care_task_by_resident" ON "care_task" USING btree ("region_code","resident_id","due_on");--> statement-breakpoint
CREATE INDEX "paid_person_counted" ON "paid_person" USING btree ("region_code","year","pool") WHERE "paid_person"."amount_fen" > 0;--> statement-breakpoint
CREATE INDEX "paid_person_by_resident" ON "paid_person" USING btree ("region_code","resident_id");--> statement-breakpoint
CREATE INDEX "consult_message_of_referral" ON "consult_message" USING btree ("region_code","referral_id","at");--> statement-breakpoint
CREATE INDEX "diagnosis_key_of_code" ON "diagnosis_key" USING btree ("region_code","version","code");--> statement-breakpoint
CREATE UNIQUE INDEX "diagnosis_list_begins" ON "diagnosis_list" USING btree ("region_code","in_force_from");--> statement-breakpoint
CREATE UNIQUE INDEX "posting_request" ON "posting" USING btree ("region_code","request_key");--> statement-breakpoint
CREATE UNIQUE INDEX "posting_once" ON "posting" USING btree ("region_code","from_institution_code","to_institution_code","kind","person_name","from_day") WHERE "posting"."withdrawn_at" is null;--> statement-breakpoint
CREATE INDEX "posting_by_day" ON "posting" USING btree ("region_code","from_day");--> statement-breakpoint
CREATE INDEX "referral_draft_of_writer" ON "referral_draft" USING btree ("region_code","writer_id","saved_at");--> statement-breakpoint
CREATE INDEX "referral_draft_of_resident" ON "referral_draft" USING btree ("region_code","resident_id");--> statement-breakpoint
CREATE UNIQUE INDEX "saved_filter_name" ON "saved_filter" USING btree ("region_code","account_id","screen","name");--> statement-breakpoint
CREATE UNIQUE INDEX "capacity_resource_once" ON "capacity_resource" USING btree ("region_code","institution_code","department_code","name") WHERE "capacity_resource"."closed_on" is null;--> statement-breakpoint
CREATE INDEX "capacity_schedule_of_resource" ON "capacity_schedule" USING btree ("region_code","resource_id");--> statement-breakpoint
CREATE INDEX "schedule_exception_by_day" ON "schedule_exception" USING btree ("region_code","institution_code","to_day");--> statement-breakpoint
CREATE INDEX "specialty_alliance_by_hospital" ON "specialty_alliance" USING btree ("region_code","hospital_code");--> statement-breakpoint
CREATE UNIQUE INDEX "specialty_member_open" ON "specialty_member" USING btree ("region_code","specialty_id","kind","member_id") WHERE "specialty_member"."to_day" is null;--> statement-breakpoint
CREATE INDEX "specialty_member_of" ON "specialty_member" USING btree ("region_code","kind","member_id");--> statement-breakpoint
CREATE UNIQUE INDEX "waiting_offer_open" ON "waiting_offer" USING btree ("region_code","referral_id") WHERE "waiting_offer"."outcome" = 'open';--> statement-breakpoint
CREATE INDEX "waiting_offer_of_referral" ON "waiting_offer" USING btree ("region_code","referral_id","offered_at");--> statement-breakpoint
CREATE INDEX "waiting_offer_by_place" ON "waiting_offer" USING btree ("region_code","institution_code","offered_at");--> statement-breakpoint
CREATE INDEX "waiting_offer_due" ON "waiting_offer" USING btree ("region_code","outcome","expires_at");--> statement-breakpoint
CREATE INDEX "consent_by_referral" ON "consent" USING btree ("region_code","referral_id");--> statement-breakpoint
CREATE INDEX "contract_by_start" ON "contract" USING btree ("region_code","start_day");--> statement-breakpoint
CREATE INDEX "contract_by_end" ON "contract" USING btree ("region_code","end_day");--> statement-breakpoint
CREATE INDEX "policy_version_digests" ON "policy_version" USING btree ("region_code","id","digest");--> statement-breakpoint
CREATE UNIQUE INDEX "clinic_session_of_schedule" ON "clinic_session" USING btree ("region_code","schedule_id","day");--> statement-breakpoint
CREATE UNIQUE INDEX "clinic_session_ward_day" ON "clinic_session" USING btree ("region_code","institution_code","department_code","resource_name","day") WHERE "clinic_session"."kind" = 'ward' and "clinic_session"."status" = 'published';--> statement-breakpoint
CREATE INDEX "clinic_session_search" ON "clinic_session" USING btree ("region_code","department_code","kind","day");--> statement-breakpoint
CREATE INDEX "clinic_session_of_resource" ON "clinic_session" USING btree ("region_code","resource_id","day");--> statement-breakpoint
CREATE INDEX "slot_of_referral_by_time" ON "slot" USING btree ("region_code","referral_id","starts_at") WHERE "slot"."status" in ('held', 'booked', 'used');--> statement-breakpoint
CREATE INDEX "slot_free" ON "slot" USING btree ("region_code","session_id","status","dealt_to","expires_at");--> statement-breakpoint
CREATE INDEX "slot_open" ON "slot" USING btree ("region_code","starts_at") WHERE "slot"."status" in ('free', 'held');--> statement-breakpoint
CREATE INDEX "referral_following" ON "referral" USING btree ("region_code","previous_id");--> statement-breakpoint
CREATE INDEX "referral_received_newest" ON "referral" USING btree ("region_code","to_institution_code","created_at");--> statement-breakpoint
CREATE INDEX "referral_sent_newest" ON "referral" USING btree ("region_code","from_institution_code","created_at");--> statement-breakpoint
CREATE INDEX "referral_newest" ON "referral" USING btree ("region_code","created_at");--> statement-breakpoint
CREATE INDEX "referral_state" ON "referral" USING btree ("region_code","status","decided_at","kind","sent_at","answer_due_at");--> statement-breakpoint
CREATE INDEX "referral_waiting" ON "referral" USING btree ("region_code","to_institution_code","department_code","status");--> statement-breakpoint
CREATE INDEX "institution_by_parent" ON "institution" USING btree ("region_code","parent_code");--> statement-breakpoint
CREATE INDEX "resident_by_death" ON "resident" USING btree ("region_code","death_day") WHERE "resident"."death_day" is not null;--> statement-breakpoint
CREATE INDEX "handover_of_kind" ON "handover" USING btree ("region_code","kind","effective_on","id");--> statement-breakpoint
CREATE INDEX "ledger_paid_ahead" ON "ledger_entry" USING btree ("region_code","origin_month") WHERE "ledger_entry"."kind" = 'prepayment';--> statement-breakpoint
CREATE UNIQUE INDEX "slot_of_referral" ON "slot" USING btree ("region_code","referral_id","part") WHERE "slot"."status" in ('held', 'booked', 'used');--> statement-breakpoint
CREATE INDEX "ledger_by_month" ON "ledger_entry" USING btree ("region_code","month","account","institution_code","kind","pool","amount_fen");--> statement-breakpoint
-- Policies imported before referrals had these terms get them as assumed; a region states its own in its next version.
UPDATE policy_version SET body = body || jsonb_build_object('quota', (body -> 'quota') || '{"dealing":{"value":false,"clause":"政策原文未规定","confidence":"assumed","note":"不按签约人数分配，医联体内先约先得"},"borrowHoursBefore":{"value":72,"clause":"政策原文未规定","confidence":"assumed","note":"分配后未约的号，就诊前72小时起其他基层机构也可约"},"promiseDays":{"emergency":{"value":0,"clause":"政策原文未规定","confidence":"assumed","note":"急诊不排候补，直接收治"},"urgent":{"value":3,"clause":"政策原文未规定","confidence":"assumed"},"routine":{"value":14,"clause":"政策原文未规定","confidence":"assumed"}},"offerHours":{"value":12,"clause":"政策原文未规定","confidence":"assumed","note":"候补号保留12小时，未确认则给下一位"}}'::jsonb, 'referral', (body -> 'referral') || '{"consultHours":{"value":24,"clause":"政策原文未规定","confidence":"assumed","note":"按一个工作日折算"},"escalateAfterHours":{"value":2,"clause":"政策原文未规定","confidence":"assumed","note":"超过答复时限两小时仍未答复，提醒医联体管理人员"},"receiveDays":{"value":3,"clause":"政策原文未规定","confidence":"assumed","note":"下转后三日内由签约团队接续"},"readmissionDays":{"value":31,"clause":"三级医院评审标准：出院后31天内非预期再住院","confidence":"secondary"}}'::jsonb)
  WHERE body -> 'quota' -> 'dealing' IS NULL;--> statement-breakpoint
-- The first answer is known only where a referral was answered and nothing came after.
UPDATE referral SET answered_at = decided_at WHERE status IN ('accepted', 'arrived', 'completed', 'returned', 'declined') AND answered_at IS NULL;
--> statement-breakpoint
-- Residents whose place among the members may have changed are noted, whoever writes it.
CREATE FUNCTION note_signed_resident() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO member_news SELECT OLD.region_code, OLD.resident_id, gen_random_uuid()::text WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = OLD.region_code);
  ELSIF TG_OP = 'UPDATE' AND OLD.resident_id <> NEW.resident_id THEN
    INSERT INTO member_news SELECT OLD.region_code, OLD.resident_id, gen_random_uuid()::text WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = OLD.region_code);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO member_news SELECT NEW.region_code, NEW.resident_id, gen_random_uuid()::text WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = NEW.region_code);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION note_assigned_resident() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO member_news SELECT region_code, resident_id, gen_random_uuid()::text FROM contract WHERE region_code = OLD.region_code AND id = OLD.contract_id AND EXISTS (SELECT 1 FROM member_watch WHERE region_code = OLD.region_code);
  ELSIF TG_OP = 'UPDATE' AND OLD.contract_id <> NEW.contract_id THEN
    INSERT INTO member_news SELECT region_code, resident_id, gen_random_uuid()::text FROM contract WHERE region_code = OLD.region_code AND id = OLD.contract_id AND EXISTS (SELECT 1 FROM member_watch WHERE region_code = OLD.region_code);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO member_news SELECT region_code, resident_id, gen_random_uuid()::text FROM contract WHERE region_code = NEW.region_code AND id = NEW.contract_id AND EXISTS (SELECT 1 FROM member_watch WHERE region_code = NEW.region_code);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION note_resident() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO member_news SELECT OLD.region_code, OLD.id, gen_random_uuid()::text WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = OLD.region_code);
  ELSIF TG_OP = 'UPDATE' AND OLD.id <> NEW.id THEN
    INSERT INTO member_news SELECT OLD.region_code, OLD.id, gen_random_uuid()::text WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = OLD.region_code);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO member_news SELECT NEW.region_code, NEW.id, gen_random_uuid()::text WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = NEW.region_code);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION note_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO member_news SELECT OLD.region_code, OLD.resident_id, gen_random_uuid()::text WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = OLD.region_code) AND EXISTS (SELECT 1 FROM contract WHERE region_code = OLD.region_code AND resident_id = OLD.resident_id);
  ELSIF TG_OP = 'UPDATE' AND OLD.resident_id <> NEW.resident_id THEN
    INSERT INTO member_news SELECT OLD.region_code, OLD.resident_id, gen_random_uuid()::text WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = OLD.region_code) AND EXISTS (SELECT 1 FROM contract WHERE region_code = OLD.region_code AND resident_id = OLD.resident_id);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO member_news SELECT NEW.region_code, NEW.resident_id, gen_random_uuid()::text WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = NEW.region_code) AND EXISTS (SELECT 1 FROM contract WHERE region_code = NEW.region_code AND resident_id = NEW.resident_id);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER contract_is_news AFTER INSERT OR DELETE OR UPDATE OF resident_id, team_id, institution_code, start_day, end_day ON contract FOR EACH ROW EXECUTE FUNCTION note_signed_resident();
--> statement-breakpoint
CREATE TRIGGER contract_assignment_is_news AFTER INSERT OR DELETE OR UPDATE ON contract_assignment FOR EACH ROW EXECUTE FUNCTION note_assigned_resident();
--> statement-breakpoint
CREATE TRIGGER resident_is_news AFTER UPDATE OF birth_day, death_day, sex ON resident FOR EACH ROW EXECUTE FUNCTION note_resident();
--> statement-breakpoint
CREATE TRIGGER coverage_period_is_news AFTER INSERT OR DELETE OR UPDATE ON coverage_period FOR EACH ROW EXECUTE FUNCTION note_standing();
--> statement-breakpoint
CREATE TRIGGER resident_key_group_is_news AFTER INSERT OR DELETE OR UPDATE ON resident_key_group FOR EACH ROW EXECUTE FUNCTION note_standing();
--> statement-breakpoint
CREATE TRIGGER resident_absence_is_news AFTER INSERT OR DELETE OR UPDATE ON resident_absence FOR EACH ROW EXECUTE FUNCTION note_standing();
