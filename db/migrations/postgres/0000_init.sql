CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"user_name" text NOT NULL,
	"password_hash" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"region_code" text NOT NULL,
	"institution_code" text,
	"alliance_id" text,
	"practitioner_id" text,
	"disabled" boolean DEFAULT false NOT NULL,
	"must_change_password" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_event" (
	"region_code" text NOT NULL,
	"chain" text NOT NULL,
	"seq" integer NOT NULL,
	"at" bigint NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"role" text,
	"action" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"facts" jsonb NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_event_region_code_chain_seq_pk" PRIMARY KEY("region_code","chain","seq")
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"region_code" text NOT NULL,
	"chain" text NOT NULL,
	"seq" integer NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_head_region_code_chain_pk" PRIMARY KEY("region_code","chain")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"account_id" text,
	"region_code" text NOT NULL,
	"resident_id" text,
	"created_at" bigint NOT NULL,
	"seen_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"revoked_at" bigint
);
--> statement-breakpoint
CREATE TABLE "api_key" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"institution_code" text NOT NULL,
	"secret_hash" text NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text NOT NULL,
	"last_used_at" bigint,
	"revoked_at" bigint,
	CONSTRAINT "api_key_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "assessment_score" (
	"region_code" text NOT NULL,
	"year" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_code" text NOT NULL,
	"score" text NOT NULL,
	"note" text,
	"status" text NOT NULL,
	"entered_by" text NOT NULL,
	"entered_at" bigint NOT NULL,
	"approved_by" text,
	"approved_at" bigint,
	CONSTRAINT "assessment_score_region_code_year_subject_kind_subject_code_pk" PRIMARY KEY("region_code","year","subject_kind","subject_code")
);
--> statement-breakpoint
CREATE TABLE "budget" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"year" text NOT NULL,
	"pool" text NOT NULL,
	"scope_kind" text NOT NULL,
	"scope_code" text NOT NULL,
	"basis" jsonb NOT NULL,
	"base_fen" bigint NOT NULL,
	"adjustment_fen" bigint NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "budget_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "budget_adjustment" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"budget_id" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"reason" text NOT NULL,
	"status" text NOT NULL,
	"proposed_by" text NOT NULL,
	"proposed_at" bigint NOT NULL,
	"decided_by" text,
	"decided_at" bigint,
	"decision_reason" text,
	CONSTRAINT "budget_adjustment_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "budget_version" (
	"region_code" text NOT NULL,
	"budget_id" text NOT NULL,
	"version" integer NOT NULL,
	"basis" jsonb NOT NULL,
	"base_fen" bigint NOT NULL,
	"adjustment_fen" bigint NOT NULL,
	"policy_id" text,
	"adjustment_id" text,
	"reason" text,
	"set_by" text NOT NULL,
	"set_at" bigint NOT NULL,
	CONSTRAINT "budget_version_region_code_budget_id_version_pk" PRIMARY KEY("region_code","budget_id","version")
);
--> statement-breakpoint
CREATE TABLE "contract" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"number" text NOT NULL,
	"resident_id" text NOT NULL,
	"team_id" text NOT NULL,
	"institution_code" text NOT NULL,
	"practitioner_id" text NOT NULL,
	"package_code" text NOT NULL,
	"term_years" integer NOT NULL,
	"start_day" text NOT NULL,
	"end_day" text NOT NULL,
	"status" text NOT NULL,
	"consent_version" text NOT NULL,
	"consent_given_at" bigint NOT NULL,
	"guardian_name" text,
	"guardian_relation" text,
	"signed_at" bigint NOT NULL,
	"signed_by" text NOT NULL,
	"request_key" text NOT NULL,
	"ended_reason" text,
	"ended_at" bigint,
	CONSTRAINT "contract_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "contract_days_in_order" CHECK ("contract"."start_day" <= "contract"."end_day")
);
--> statement-breakpoint
CREATE TABLE "contract_claim" (
	"identity_index" text PRIMARY KEY NOT NULL,
	"region_code" text NOT NULL,
	"contract_id" text NOT NULL,
	"end_day" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "member_correction" (
	"region_code" text NOT NULL,
	"month" text NOT NULL,
	"origin_month" text NOT NULL,
	"institution_code" text NOT NULL,
	"team_id" text NOT NULL,
	"insutype" text NOT NULL,
	"age_band" text NOT NULL,
	"sex" text NOT NULL,
	"in_key_group" boolean NOT NULL,
	"heads" integer NOT NULL,
	"member_days" integer NOT NULL,
	"income_fen" bigint NOT NULL,
	"reasons" jsonb NOT NULL,
	CONSTRAINT "member_correction_region_code_month_origin_month_institution_code_team_id_insutype_age_band_sex_in_key_group_pk" PRIMARY KEY("region_code","month","origin_month","institution_code","team_id","insutype","age_band","sex","in_key_group")
);
--> statement-breakpoint
CREATE TABLE "member_month" (
	"region_code" text NOT NULL,
	"month" text NOT NULL,
	"institution_code" text NOT NULL,
	"team_id" text NOT NULL,
	"insutype" text NOT NULL,
	"age_band" text NOT NULL,
	"sex" text NOT NULL,
	"in_key_group" boolean NOT NULL,
	"heads" integer NOT NULL,
	"member_days" integer NOT NULL,
	"income_fen" bigint NOT NULL,
	CONSTRAINT "member_month_region_code_month_institution_code_team_id_insutype_age_band_sex_in_key_group_pk" PRIMARY KEY("region_code","month","institution_code","team_id","insutype","age_band","sex","in_key_group")
);
--> statement-breakpoint
CREATE TABLE "member_roster" (
	"region_code" text NOT NULL,
	"resident_id" text NOT NULL,
	"from_month" text NOT NULL,
	"month" text NOT NULL,
	"entries" jsonb NOT NULL,
	CONSTRAINT "member_roster_region_code_resident_id_from_month_month_pk" PRIMARY KEY("region_code","resident_id","from_month","month")
);
--> statement-breakpoint
CREATE TABLE "prepayment_line" (
	"region_code" text NOT NULL,
	"month" text NOT NULL,
	"attempt" integer NOT NULL,
	"institution_code" text NOT NULL,
	"pool" text NOT NULL,
	"fee_for_service_fen" bigint NOT NULL,
	"budget_id" text,
	"budget_version" integer,
	"year_fen" bigint,
	"other_months_fen" bigint,
	"amount_fen" bigint NOT NULL,
	CONSTRAINT "prepayment_line_region_code_month_attempt_institution_code_pool_pk" PRIMARY KEY("region_code","month","attempt","institution_code","pool")
);
--> statement-breakpoint
CREATE TABLE "prepayment_run" (
	"region_code" text NOT NULL,
	"month" text NOT NULL,
	"attempt" integer NOT NULL,
	"status" text NOT NULL,
	"basis" text NOT NULL,
	"share" text NOT NULL,
	"total_fen" bigint NOT NULL,
	"proposed_by" text NOT NULL,
	"proposed_at" bigint NOT NULL,
	"decided_by" text,
	"decided_at" bigint,
	"decision_reason" text,
	CONSTRAINT "prepayment_run_region_code_month_attempt_pk" PRIMARY KEY("region_code","month","attempt")
);
--> statement-breakpoint
CREATE TABLE "settlement_disposal" (
	"region_code" text NOT NULL,
	"settlement_id" text NOT NULL,
	"pool_id" text NOT NULL,
	"code" text NOT NULL,
	"kind" text NOT NULL,
	"paid_on" text,
	"voucher" text,
	"recorded_by" text NOT NULL,
	"recorded_at" bigint NOT NULL,
	CONSTRAINT "settlement_disposal_region_code_settlement_id_pool_id_code_pk" PRIMARY KEY("region_code","settlement_id","pool_id","code")
);
--> statement-breakpoint
CREATE TABLE "settlement_objection" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"settlement_id" text NOT NULL,
	"number" integer NOT NULL,
	"pool_id" text NOT NULL,
	"code" text NOT NULL,
	"text" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"status" text NOT NULL,
	"raised_by" text NOT NULL,
	"raised_at" bigint NOT NULL,
	"answer" text,
	"answered_by" text,
	"answered_at" bigint,
	"withdrawn_at" bigint,
	CONSTRAINT "settlement_objection_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "holiday_table" (
	"year" text PRIMARY KEY NOT NULL,
	"days_off" jsonb NOT NULL,
	"workdays" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "policy_version" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"title" text NOT NULL,
	"in_force_from" text NOT NULL,
	"in_force_to" text,
	"body" jsonb NOT NULL,
	"digest" text NOT NULL,
	"imported_at" bigint NOT NULL,
	CONSTRAINT "policy_version_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "clinic_session" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"institution_code" text NOT NULL,
	"department_code" text NOT NULL,
	"department_name" text NOT NULL,
	"specialist_name" text NOT NULL,
	"day" text NOT NULL,
	"starts_at" bigint NOT NULL,
	"ends_at" bigint NOT NULL,
	"capacity" integer NOT NULL,
	"reserved" integer NOT NULL,
	"urgent_only" boolean DEFAULT false NOT NULL,
	"opens_on" text NOT NULL,
	"release_at" bigint NOT NULL,
	"status" text NOT NULL,
	CONSTRAINT "clinic_session_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "clinic_session_reserved" CHECK ("clinic_session"."reserved" >= 0 and "clinic_session"."reserved" <= "clinic_session"."capacity")
);
--> statement-breakpoint
CREATE TABLE "slot" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"session_id" text NOT NULL,
	"number" integer NOT NULL,
	"institution_code" text NOT NULL,
	"department_code" text NOT NULL,
	"starts_at" bigint NOT NULL,
	"status" text NOT NULL,
	"referral_id" text,
	"expires_at" bigint,
	CONSTRAINT "slot_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "slot_taken_by_someone" CHECK (("slot"."status" in ('held', 'booked', 'used', 'no_show')) = ("slot"."referral_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "reconciliation_mark" (
	"region_code" text NOT NULL,
	"institution_code" text NOT NULL,
	"settlement_id" text NOT NULL,
	"mark" text NOT NULL,
	"note" text NOT NULL,
	"revision" integer NOT NULL,
	"version" integer NOT NULL,
	"marked_by" text NOT NULL,
	"marked_by_name" text NOT NULL,
	"marked_at" bigint NOT NULL,
	CONSTRAINT "reconciliation_mark_region_code_institution_code_settlement_id_pk" PRIMARY KEY("region_code","institution_code","settlement_id")
);
--> statement-breakpoint
CREATE TABLE "recognition" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"number" text NOT NULL,
	"resident_id" text NOT NULL,
	"institution_code" text,
	"disease_code" text NOT NULL,
	"disease_name" text NOT NULL,
	"diagnosis_code" text NOT NULL,
	"diagnosis_name" text NOT NULL,
	"evidence" jsonb NOT NULL,
	"renews_id" text,
	"status" text NOT NULL,
	"applied_at" bigint NOT NULL,
	"applied_by" text NOT NULL,
	"applied_by_name" text NOT NULL,
	"decided_at" bigint,
	"decided_by_name" text,
	"valid_from" text,
	"valid_to" text,
	"revoked_from" text,
	"ended_at" bigint,
	"ended_by_name" text,
	"reason" text,
	"open_key" text,
	"request_key" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "recognition_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "recognition_days_in_order" CHECK ("recognition"."valid_from" <= "recognition"."valid_to")
);
--> statement-breakpoint
CREATE TABLE "referral" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"number" text NOT NULL,
	"resident_id" text NOT NULL,
	"contract_id" text,
	"from_institution_code" text NOT NULL,
	"from_practitioner_id" text NOT NULL,
	"from_team_id" text,
	"to_institution_code" text NOT NULL,
	"department_code" text NOT NULL,
	"department_name" text NOT NULL,
	"direction" text NOT NULL,
	"kind" text NOT NULL,
	"priority" text NOT NULL,
	"status" text NOT NULL,
	"signed" boolean NOT NULL,
	"diagnosis_code" text,
	"diagnosis_name" text NOT NULL,
	"reason" text NOT NULL,
	"findings" text,
	"slot_id" text,
	"created_at" bigint NOT NULL,
	"sent_at" bigint,
	"answer_due_at" bigint,
	"decided_at" bigint,
	"arrived_at" bigint,
	"completed_at" bigint,
	"decline_reason" text,
	"opinion" text,
	"follow_up_day" text,
	"request_key" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "referral_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "referral_event" (
	"region_code" text NOT NULL,
	"referral_id" text NOT NULL,
	"seq" integer NOT NULL,
	"at" bigint NOT NULL,
	"action" text NOT NULL,
	"actor_name" text NOT NULL,
	"facts" jsonb NOT NULL,
	CONSTRAINT "referral_event_region_code_referral_id_seq_pk" PRIMARY KEY("region_code","referral_id","seq")
);
--> statement-breakpoint
CREATE TABLE "alliance" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "alliance_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "institution" (
	"region_code" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"level" text NOT NULL,
	"alliance_id" text,
	"alliance_role" text,
	"parent_code" text,
	CONSTRAINT "institution_region_code_code_pk" PRIMARY KEY("region_code","code")
);
--> statement-breakpoint
CREATE TABLE "practitioner" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"institution_code" text NOT NULL,
	"name" text NOT NULL,
	"profession" text NOT NULL,
	"title" text NOT NULL,
	CONSTRAINT "practitioner_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "region" (
	"region_code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "resident" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"cert_type" text NOT NULL,
	"identity_index" text NOT NULL,
	"identity_sealed" text NOT NULL,
	"tail_index" text NOT NULL,
	"name" text NOT NULL,
	"sex" text NOT NULL,
	"birth_day" text NOT NULL,
	"death_day" text,
	"moved_out_on" text,
	"phone_sealed" text,
	"address" text,
	"insutype" text NOT NULL,
	"retired" boolean NOT NULL,
	"key_groups" jsonb NOT NULL,
	"home_institution_code" text,
	"registered_at" bigint NOT NULL,
	CONSTRAINT "resident_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "resident_pass" (
	"region_code" text NOT NULL,
	"token_hash" text NOT NULL,
	"resident_id" text NOT NULL,
	"issued_at" bigint NOT NULL,
	"revoked_at" bigint,
	"failures" integer DEFAULT 0 NOT NULL,
	"locked_until" bigint,
	CONSTRAINT "resident_pass_region_code_token_hash_pk" PRIMARY KEY("region_code","token_hash")
);
--> statement-breakpoint
CREATE TABLE "team" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"institution_code" text NOT NULL,
	"name" text NOT NULL,
	"leader_id" text NOT NULL,
	"phone" text,
	"capacity" integer NOT NULL,
	"signed_count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "team_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "team_not_overfull" CHECK ("team"."signed_count" >= 0 and "team"."signed_count" <= "team"."capacity")
);
--> statement-breakpoint
CREATE TABLE "team_member" (
	"region_code" text NOT NULL,
	"team_id" text NOT NULL,
	"practitioner_id" text NOT NULL,
	CONSTRAINT "team_member_region_code_team_id_practitioner_id_pk" PRIMARY KEY("region_code","team_id","practitioner_id")
);
--> statement-breakpoint
CREATE TABLE "resident_identity" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"resident_id" text NOT NULL,
	"identity_class" text NOT NULL,
	"from_day" text NOT NULL,
	"to_day" text,
	"note" text,
	"recorded_at" bigint NOT NULL,
	"recorded_by_name" text NOT NULL,
	"ended_at" bigint,
	"ended_by_name" text,
	"withdrawn_at" bigint,
	"withdrawn_reason" text,
	CONSTRAINT "resident_identity_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "resident_identity_days_in_order" CHECK ("resident_identity"."from_day" <= "resident_identity"."to_day")
);
--> statement-breakpoint
CREATE TABLE "scored_stay" (
	"region_code" text NOT NULL,
	"institution_code" text NOT NULL,
	"settlement_id" text NOT NULL,
	"scheme" text NOT NULL,
	"group_code" text NOT NULL,
	"group_name" text NOT NULL,
	"points" text NOT NULL,
	"bed_days" integer NOT NULL,
	"batch_id" text,
	"received_at" bigint NOT NULL,
	CONSTRAINT "scored_stay_region_code_institution_code_settlement_id_pk" PRIMARY KEY("region_code","institution_code","settlement_id")
);
--> statement-breakpoint
CREATE TABLE "sent_request" (
	"region_code" text NOT NULL,
	"sender" text NOT NULL,
	"request_key" text NOT NULL,
	"digest" text NOT NULL,
	"attempt" text NOT NULL,
	"taken_at" bigint NOT NULL,
	"answer" jsonb,
	CONSTRAINT "sent_request_region_code_sender_request_key_pk" PRIMARY KEY("region_code","sender","request_key")
);
--> statement-breakpoint
CREATE TABLE "service_fee_line" (
	"region_code" text NOT NULL,
	"month" text NOT NULL,
	"attempt" integer NOT NULL,
	"contract_id" text NOT NULL,
	"year_start" text NOT NULL,
	"kind" text NOT NULL,
	"institution_code" text NOT NULL,
	"team_id" text NOT NULL,
	"resident_id" text NOT NULL,
	"package_code" text NOT NULL,
	"policy_id" text NOT NULL,
	"waiver_id" text,
	"fund_fen" bigint NOT NULL,
	"public_health_fen" bigint NOT NULL,
	"person_fen" bigint NOT NULL,
	"held_fen" bigint NOT NULL,
	"score" text,
	CONSTRAINT "service_fee_line_region_code_month_attempt_contract_id_year_start_kind_pk" PRIMARY KEY("region_code","month","attempt","contract_id","year_start","kind")
);
--> statement-breakpoint
CREATE TABLE "service_fee_run" (
	"region_code" text NOT NULL,
	"month" text NOT NULL,
	"attempt" integer NOT NULL,
	"status" text NOT NULL,
	"fund_fen" bigint NOT NULL,
	"public_health_fen" bigint NOT NULL,
	"person_fen" bigint NOT NULL,
	"proposed_by" text NOT NULL,
	"proposed_at" bigint NOT NULL,
	"decided_by" text,
	"decided_at" bigint,
	"decision_reason" text,
	CONSTRAINT "service_fee_run_region_code_month_attempt_pk" PRIMARY KEY("region_code","month","attempt")
);
--> statement-breakpoint
CREATE TABLE "settled_pool" (
	"region_code" text NOT NULL,
	"year" text NOT NULL,
	"pool" text NOT NULL,
	"settlement_id" text NOT NULL,
	"settled_at" bigint NOT NULL,
	CONSTRAINT "settled_pool_region_code_year_pool_pk" PRIMARY KEY("region_code","year","pool")
);
--> statement-breakpoint
CREATE TABLE "settlement" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"year" text NOT NULL,
	"method" text NOT NULL,
	"version" integer NOT NULL,
	"status" text NOT NULL,
	"pools" jsonb NOT NULL,
	"policy_id" text NOT NULL,
	"statement" jsonb NOT NULL,
	"basis" jsonb NOT NULL,
	"inputs_digest" text NOT NULL,
	"entitlement_fen" bigint NOT NULL,
	"final_fen" bigint NOT NULL,
	"computed_by" text NOT NULL,
	"computed_at" bigint NOT NULL,
	"delivered_day" text,
	"delivered_by" text,
	"delivered_at" bigint,
	"objections_until" text,
	"objections" integer NOT NULL,
	"reviewed_by" text,
	"reviewed_at" bigint,
	"confirmed_by" text,
	"confirmed_at" bigint,
	"closed_by" text,
	"closed_at" bigint,
	CONSTRAINT "settlement_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "trial_run" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"year" text NOT NULL,
	"policy_title" text NOT NULL,
	"policy_digest" text NOT NULL,
	"policy" jsonb NOT NULL,
	"status" text NOT NULL,
	"people_total" integer NOT NULL,
	"people_done" integer NOT NULL,
	"report" jsonb,
	"problem" text,
	"requested_by" text NOT NULL,
	"requested_at" bigint NOT NULL,
	"beat_at" bigint NOT NULL,
	"finished_at" bigint,
	CONSTRAINT "trial_run_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "adjudication" (
	"region_code" text NOT NULL,
	"institution_code" text NOT NULL,
	"settlement_id" text NOT NULL,
	"resident_id" text NOT NULL,
	"benefit_year" text NOT NULL,
	"accumulation" text NOT NULL,
	"policy_id" text NOT NULL,
	"plan_id" text NOT NULL,
	"pool" text NOT NULL,
	"level" text NOT NULL,
	"retired" boolean NOT NULL,
	"contract_id" text,
	"adjudicated_as" text NOT NULL,
	"recognition_id" text,
	"key_groups" text NOT NULL,
	"identity_classes" text NOT NULL,
	"at_designated" boolean NOT NULL,
	"admission" integer NOT NULL,
	"chain" jsonb,
	"status" text NOT NULL,
	"refund_problem" text,
	"before_deductible_fen" bigint NOT NULL,
	"before_fund_fen" bigint NOT NULL,
	"before_base_fen" bigint NOT NULL,
	"before_self_paid_fen" bigint NOT NULL,
	"before_ladder_fen" bigint NOT NULL,
	"before_assistance_fen" bigint NOT NULL,
	"deductible_paid_fen" bigint NOT NULL,
	"rate" text NOT NULL,
	"pay_fen" bigint NOT NULL,
	"enhancement_fen" bigint NOT NULL,
	"ladder_fen" bigint NOT NULL,
	"assistance_fen" bigint NOT NULL,
	"self_paid_fen" bigint NOT NULL,
	"difference" text,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "adjudication_region_code_institution_code_settlement_id_pk" PRIMARY KEY("region_code","institution_code","settlement_id")
);
--> statement-breakpoint
CREATE TABLE "import_batch" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"file_name" text NOT NULL,
	"file_digest" text NOT NULL,
	"institution_code" text,
	"status" text NOT NULL,
	"rows_read" integer DEFAULT 0 NOT NULL,
	"accepted" integer DEFAULT 0 NOT NULL,
	"already_held" integer DEFAULT 0 NOT NULL,
	"conflicting" integer DEFAULT 0 NOT NULL,
	"rejected" integer DEFAULT 0 NOT NULL,
	"problem" text,
	"started_at" bigint NOT NULL,
	"started_by" text NOT NULL,
	"heard_at" bigint NOT NULL,
	"finished_at" bigint,
	CONSTRAINT "import_batch_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "import_issue" (
	"region_code" text NOT NULL,
	"batch_id" text NOT NULL,
	"row_number" integer NOT NULL,
	"outcome" text NOT NULL,
	"reasons" jsonb NOT NULL,
	"row_sealed" text NOT NULL,
	CONSTRAINT "import_issue_region_code_batch_id_row_number_pk" PRIMARY KEY("region_code","batch_id","row_number")
);
--> statement-breakpoint
CREATE TABLE "ledger_entry" (
	"region_code" text NOT NULL,
	"posting_id" text NOT NULL,
	"line" integer NOT NULL,
	"month" text NOT NULL,
	"origin_month" text NOT NULL,
	"kind" text NOT NULL,
	"account" text NOT NULL,
	"pool" text NOT NULL,
	"institution_code" text,
	"settlement_id" text,
	"amount_fen" bigint NOT NULL,
	"posted_at" bigint NOT NULL,
	CONSTRAINT "ledger_entry_region_code_posting_id_line_pk" PRIMARY KEY("region_code","posting_id","line")
);
--> statement-breakpoint
CREATE TABLE "period" (
	"region_code" text NOT NULL,
	"month" text NOT NULL,
	"closed_at" bigint,
	"closed_by" text,
	CONSTRAINT "period_region_code_month_pk" PRIMARY KEY("region_code","month")
);
--> statement-breakpoint
CREATE TABLE "visit" (
	"region_code" text NOT NULL,
	"institution_code" text NOT NULL,
	"settlement_id" text NOT NULL,
	"resident_id" text NOT NULL,
	"insutype" text NOT NULL,
	"med_type" text NOT NULL,
	"settled_at" text NOT NULL,
	"diagnosis_code" text,
	"diagnosis_name" text,
	"started_at" text,
	"ended_at" text,
	"essential_drug_fen" bigint,
	"prescription_days" integer,
	"total_fen" bigint NOT NULL,
	"full_self_pay_fen" bigint NOT NULL,
	"over_limit_self_pay_fen" bigint NOT NULL,
	"advance_self_pay_fen" bigint NOT NULL,
	"in_scope_fen" bigint NOT NULL,
	"reported_deductible_fen" bigint,
	"reported_pool_fen" bigint,
	"reported_account_fen" bigint,
	"reported_cash_fen" bigint,
	"reported_fund_fen" bigint,
	"special_fee" boolean NOT NULL,
	"referral_number" text,
	"refund_of" text,
	"content_digest" text NOT NULL,
	"batch_id" text,
	"received_at" bigint NOT NULL,
	CONSTRAINT "visit_region_code_institution_code_settlement_id_pk" PRIMARY KEY("region_code","institution_code","settlement_id")
);
--> statement-breakpoint
CREATE TABLE "warning_finding" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"month" text NOT NULL,
	"resident_id" text,
	"institution_code" text,
	"contract_id" text,
	"pool" text,
	"visits" jsonb NOT NULL,
	"amount_fen" bigint NOT NULL,
	"facts" jsonb NOT NULL,
	"policy_id" text NOT NULL,
	"found_at" bigint NOT NULL,
	"vanished_at" bigint,
	"status" text NOT NULL,
	"reason" text,
	"note" text,
	"decided_by" text,
	"decided_by_name" text,
	"decided_at" bigint,
	"version" integer NOT NULL,
	CONSTRAINT "warning_finding_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "warning_scan" (
	"region_code" text NOT NULL,
	"month" text NOT NULL,
	"policy_id" text NOT NULL,
	"people" integer NOT NULL,
	"findings" integer NOT NULL,
	"vanished" integer NOT NULL,
	"scanned_at" bigint NOT NULL,
	"scanned_by" text NOT NULL,
	CONSTRAINT "warning_scan_region_code_month_pk" PRIMARY KEY("region_code","month")
);
--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_region_code_institution_code_institution_region_code_code_fk" FOREIGN KEY ("region_code","institution_code") REFERENCES "public"."institution"("region_code","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_adjustment" ADD CONSTRAINT "budget_adjustment_region_code_budget_id_budget_region_code_id_fk" FOREIGN KEY ("region_code","budget_id") REFERENCES "public"."budget"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_version" ADD CONSTRAINT "budget_version_region_code_budget_id_budget_region_code_id_fk" FOREIGN KEY ("region_code","budget_id") REFERENCES "public"."budget"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_region_code_resident_id_resident_region_code_id_fk" FOREIGN KEY ("region_code","resident_id") REFERENCES "public"."resident"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_region_code_team_id_team_region_code_id_fk" FOREIGN KEY ("region_code","team_id") REFERENCES "public"."team"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prepayment_line" ADD CONSTRAINT "prepayment_line_region_code_month_attempt_prepayment_run_region_code_month_attempt_fk" FOREIGN KEY ("region_code","month","attempt") REFERENCES "public"."prepayment_run"("region_code","month","attempt") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlement_disposal" ADD CONSTRAINT "settlement_disposal_region_code_settlement_id_settlement_region_code_id_fk" FOREIGN KEY ("region_code","settlement_id") REFERENCES "public"."settlement"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlement_objection" ADD CONSTRAINT "settlement_objection_region_code_settlement_id_settlement_region_code_id_fk" FOREIGN KEY ("region_code","settlement_id") REFERENCES "public"."settlement"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clinic_session" ADD CONSTRAINT "clinic_session_region_code_institution_code_institution_region_code_code_fk" FOREIGN KEY ("region_code","institution_code") REFERENCES "public"."institution"("region_code","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slot" ADD CONSTRAINT "slot_region_code_session_id_clinic_session_region_code_id_fk" FOREIGN KEY ("region_code","session_id") REFERENCES "public"."clinic_session"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliation_mark" ADD CONSTRAINT "reconciliation_mark_of_visit" FOREIGN KEY ("region_code","institution_code","settlement_id") REFERENCES "public"."visit"("region_code","institution_code","settlement_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recognition" ADD CONSTRAINT "recognition_region_code_resident_id_resident_region_code_id_fk" FOREIGN KEY ("region_code","resident_id") REFERENCES "public"."resident"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral" ADD CONSTRAINT "referral_region_code_resident_id_resident_region_code_id_fk" FOREIGN KEY ("region_code","resident_id") REFERENCES "public"."resident"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral" ADD CONSTRAINT "referral_region_code_from_institution_code_institution_region_code_code_fk" FOREIGN KEY ("region_code","from_institution_code") REFERENCES "public"."institution"("region_code","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral" ADD CONSTRAINT "referral_region_code_to_institution_code_institution_region_code_code_fk" FOREIGN KEY ("region_code","to_institution_code") REFERENCES "public"."institution"("region_code","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_event" ADD CONSTRAINT "referral_event_region_code_referral_id_referral_region_code_id_fk" FOREIGN KEY ("region_code","referral_id") REFERENCES "public"."referral"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practitioner" ADD CONSTRAINT "practitioner_region_code_institution_code_institution_region_code_code_fk" FOREIGN KEY ("region_code","institution_code") REFERENCES "public"."institution"("region_code","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resident_pass" ADD CONSTRAINT "resident_pass_region_code_resident_id_resident_region_code_id_fk" FOREIGN KEY ("region_code","resident_id") REFERENCES "public"."resident"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team" ADD CONSTRAINT "team_region_code_institution_code_institution_region_code_code_fk" FOREIGN KEY ("region_code","institution_code") REFERENCES "public"."institution"("region_code","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_region_code_team_id_team_region_code_id_fk" FOREIGN KEY ("region_code","team_id") REFERENCES "public"."team"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_region_code_practitioner_id_practitioner_region_code_id_fk" FOREIGN KEY ("region_code","practitioner_id") REFERENCES "public"."practitioner"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resident_identity" ADD CONSTRAINT "resident_identity_region_code_resident_id_resident_region_code_id_fk" FOREIGN KEY ("region_code","resident_id") REFERENCES "public"."resident"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scored_stay" ADD CONSTRAINT "scored_stay_region_code_institution_code_settlement_id_visit_region_code_institution_code_settlement_id_fk" FOREIGN KEY ("region_code","institution_code","settlement_id") REFERENCES "public"."visit"("region_code","institution_code","settlement_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_fee_line" ADD CONSTRAINT "service_fee_line_region_code_month_attempt_service_fee_run_region_code_month_attempt_fk" FOREIGN KEY ("region_code","month","attempt") REFERENCES "public"."service_fee_run"("region_code","month","attempt") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_issue" ADD CONSTRAINT "import_issue_region_code_batch_id_import_batch_region_code_id_fk" FOREIGN KEY ("region_code","batch_id") REFERENCES "public"."import_batch"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit" ADD CONSTRAINT "visit_region_code_institution_code_institution_region_code_code_fk" FOREIGN KEY ("region_code","institution_code") REFERENCES "public"."institution"("region_code","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit" ADD CONSTRAINT "visit_region_code_resident_id_resident_region_code_id_fk" FOREIGN KEY ("region_code","resident_id") REFERENCES "public"."resident"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "account_user_name" ON "account" USING btree ("user_name");--> statement-breakpoint
CREATE INDEX "audit_by_subject" ON "audit_event" USING btree ("region_code","subject_kind","subject_id","at");--> statement-breakpoint
CREATE INDEX "audit_by_time" ON "audit_event" USING btree ("region_code","at");--> statement-breakpoint
CREATE INDEX "session_by_account" ON "session" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "api_key_by_institution" ON "api_key" USING btree ("region_code","institution_code");--> statement-breakpoint
CREATE UNIQUE INDEX "budget_scope" ON "budget" USING btree ("region_code","year","pool","scope_kind","scope_code");--> statement-breakpoint
CREATE INDEX "budget_adjustment_by_budget" ON "budget_adjustment" USING btree ("region_code","budget_id");--> statement-breakpoint
CREATE INDEX "budget_adjustment_by_status" ON "budget_adjustment" USING btree ("region_code","status");--> statement-breakpoint
CREATE UNIQUE INDEX "contract_number" ON "contract" USING btree ("region_code","number");--> statement-breakpoint
CREATE UNIQUE INDEX "contract_request" ON "contract" USING btree ("region_code","request_key");--> statement-breakpoint
CREATE INDEX "contract_by_resident" ON "contract" USING btree ("region_code","resident_id","start_day");--> statement-breakpoint
CREATE INDEX "contract_by_team" ON "contract" USING btree ("region_code","team_id","status","end_day");--> statement-breakpoint
CREATE INDEX "contract_by_institution" ON "contract" USING btree ("region_code","institution_code","status","end_day");--> statement-breakpoint
CREATE INDEX "member_correction_by_origin" ON "member_correction" USING btree ("region_code","origin_month");--> statement-breakpoint
CREATE INDEX "prepayment_run_by_status" ON "prepayment_run" USING btree ("region_code","status");--> statement-breakpoint
CREATE UNIQUE INDEX "objection_number" ON "settlement_objection" USING btree ("region_code","settlement_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "objection_open" ON "settlement_objection" USING btree ("region_code","settlement_id","pool_id","code") WHERE "settlement_objection"."status" = 'raised';--> statement-breakpoint
CREATE UNIQUE INDEX "clinic_session_once" ON "clinic_session" USING btree ("region_code","institution_code","department_code","specialist_name","starts_at") WHERE "clinic_session"."status" = 'published';--> statement-breakpoint
CREATE INDEX "clinic_session_by_day" ON "clinic_session" USING btree ("region_code","institution_code","day");--> statement-breakpoint
CREATE UNIQUE INDEX "slot_number" ON "slot" USING btree ("region_code","session_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "slot_of_referral" ON "slot" USING btree ("region_code","referral_id") WHERE "slot"."status" in ('held', 'booked', 'used');--> statement-breakpoint
CREATE INDEX "slot_search" ON "slot" USING btree ("region_code","department_code","status","starts_at");--> statement-breakpoint
CREATE UNIQUE INDEX "recognition_number" ON "recognition" USING btree ("region_code","number");--> statement-breakpoint
CREATE UNIQUE INDEX "recognition_request" ON "recognition" USING btree ("region_code","request_key");--> statement-breakpoint
CREATE UNIQUE INDEX "recognition_open" ON "recognition" USING btree ("region_code","open_key");--> statement-breakpoint
CREATE INDEX "recognition_by_resident" ON "recognition" USING btree ("region_code","resident_id","applied_at");--> statement-breakpoint
CREATE INDEX "recognition_by_status" ON "recognition" USING btree ("region_code","status","valid_to");--> statement-breakpoint
CREATE UNIQUE INDEX "referral_number" ON "referral" USING btree ("region_code","number");--> statement-breakpoint
CREATE UNIQUE INDEX "referral_request" ON "referral" USING btree ("region_code","request_key");--> statement-breakpoint
CREATE INDEX "referral_received" ON "referral" USING btree ("region_code","to_institution_code","status","sent_at");--> statement-breakpoint
CREATE INDEX "referral_sent" ON "referral" USING btree ("region_code","from_institution_code","status","sent_at");--> statement-breakpoint
CREATE INDEX "referral_by_resident" ON "referral" USING btree ("region_code","resident_id");--> statement-breakpoint
CREATE INDEX "referral_event_by_time" ON "referral_event" USING btree ("region_code","at");--> statement-breakpoint
CREATE INDEX "institution_by_alliance" ON "institution" USING btree ("region_code","alliance_id");--> statement-breakpoint
CREATE UNIQUE INDEX "resident_by_identity" ON "resident" USING btree ("region_code","identity_index");--> statement-breakpoint
CREATE INDEX "resident_by_tail" ON "resident" USING btree ("region_code","tail_index");--> statement-breakpoint
CREATE INDEX "resident_by_name" ON "resident" USING btree ("region_code","name");--> statement-breakpoint
CREATE INDEX "resident_by_home" ON "resident" USING btree ("region_code","home_institution_code");--> statement-breakpoint
CREATE INDEX "resident_pass_by_resident" ON "resident_pass" USING btree ("region_code","resident_id");--> statement-breakpoint
CREATE INDEX "team_by_institution" ON "team" USING btree ("region_code","institution_code");--> statement-breakpoint
CREATE INDEX "resident_identity_by_resident" ON "resident_identity" USING btree ("region_code","resident_id");--> statement-breakpoint
CREATE UNIQUE INDEX "resident_identity_open" ON "resident_identity" USING btree ("region_code","resident_id","identity_class") WHERE "resident_identity"."to_day" is null and "resident_identity"."withdrawn_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "resident_identity_begins" ON "resident_identity" USING btree ("region_code","resident_id","identity_class","from_day") WHERE "resident_identity"."withdrawn_at" is null;--> statement-breakpoint
CREATE INDEX "service_fee_line_by_contract" ON "service_fee_line" USING btree ("region_code","contract_id","year_start");--> statement-breakpoint
CREATE INDEX "service_fee_line_by_institution" ON "service_fee_line" USING btree ("region_code","institution_code","month");--> statement-breakpoint
CREATE INDEX "service_fee_run_by_status" ON "service_fee_run" USING btree ("region_code","status");--> statement-breakpoint
CREATE UNIQUE INDEX "settlement_version" ON "settlement" USING btree ("region_code","year","method","version");--> statement-breakpoint
CREATE INDEX "trial_run_recent" ON "trial_run" USING btree ("region_code","requested_at");--> statement-breakpoint
CREATE INDEX "trial_run_live" ON "trial_run" USING btree ("status","requested_at");--> statement-breakpoint
CREATE INDEX "adjudication_by_person_year" ON "adjudication" USING btree ("region_code","resident_id","benefit_year");--> statement-breakpoint
CREATE INDEX "adjudication_by_contract" ON "adjudication" USING btree ("region_code","contract_id");--> statement-breakpoint
CREATE INDEX "adjudication_waiting" ON "adjudication" USING btree ("region_code","institution_code") WHERE "adjudication"."refund_problem" is not null;--> statement-breakpoint
CREATE INDEX "import_batch_recent" ON "import_batch" USING btree ("region_code","started_at");--> statement-breakpoint
CREATE INDEX "ledger_by_month" ON "ledger_entry" USING btree ("region_code","month","account");--> statement-breakpoint
CREATE INDEX "ledger_by_visit" ON "ledger_entry" USING btree ("region_code","institution_code","settlement_id");--> statement-breakpoint
CREATE INDEX "visit_by_resident" ON "visit" USING btree ("region_code","resident_id","settled_at");--> statement-breakpoint
CREATE INDEX "visit_by_day" ON "visit" USING btree ("region_code","settled_at");--> statement-breakpoint
CREATE INDEX "visit_by_refund" ON "visit" USING btree ("region_code","institution_code","refund_of") WHERE "visit"."refund_of" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "warning_finding_once" ON "warning_finding" USING btree ("region_code","kind","key");--> statement-breakpoint
CREATE INDEX "warning_finding_by_month" ON "warning_finding" USING btree ("region_code","month","kind");--> statement-breakpoint
CREATE INDEX "warning_finding_by_status" ON "warning_finding" USING btree ("region_code","status","kind");