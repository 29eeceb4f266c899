CREATE TABLE `account` (
	`id` text PRIMARY KEY NOT NULL,
	`user_name` text NOT NULL,
	`password_hash` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`region_code` text NOT NULL,
	`institution_code` text,
	`alliance_id` text,
	`practitioner_id` text,
	`disabled` integer DEFAULT false NOT NULL,
	`must_change_password` integer DEFAULT false NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `account_user_name` ON `account` (`user_name`);--> statement-breakpoint
CREATE TABLE `audit_event` (
	`region_code` text NOT NULL,
	`chain` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text NOT NULL,
	`actor_name` text NOT NULL,
	`role` text,
	`action` text NOT NULL,
	`subject_kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`facts` text NOT NULL,
	`previous_hash` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`region_code`, `chain`, `seq`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `audit_by_subject` ON `audit_event` (`region_code`,`subject_kind`,`subject_id`,`at`);--> statement-breakpoint
CREATE INDEX `audit_by_time` ON `audit_event` (`region_code`,`at`);--> statement-breakpoint
CREATE TABLE `audit_head` (
	`region_code` text NOT NULL,
	`chain` text NOT NULL,
	`seq` integer NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`region_code`, `chain`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `session` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`account_id` text,
	`region_code` text NOT NULL,
	`resident_id` text,
	`created_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `session_by_account` ON `session` (`account_id`);--> statement-breakpoint
CREATE TABLE `api_key` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`institution_code` text NOT NULL,
	`secret_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`last_used_at` integer,
	`revoked_at` integer,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`institution_code`) REFERENCES `institution`(`region_code`,`code`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `api_key_by_institution` ON `api_key` (`region_code`,`institution_code`);--> statement-breakpoint
CREATE TABLE `assessment_score` (
	`region_code` text NOT NULL,
	`year` text NOT NULL,
	`subject_kind` text NOT NULL,
	`subject_code` text NOT NULL,
	`score` text NOT NULL,
	`note` text,
	`status` text NOT NULL,
	`entered_by` text NOT NULL,
	`entered_at` integer NOT NULL,
	`approved_by` text,
	`approved_at` integer,
	PRIMARY KEY(`region_code`, `year`, `subject_kind`, `subject_code`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `budget` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`year` text NOT NULL,
	`pool` text NOT NULL,
	`scope_kind` text NOT NULL,
	`scope_code` text NOT NULL,
	`basis` text NOT NULL,
	`base_fen` integer NOT NULL,
	`adjustment_fen` integer NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`region_code`, `id`)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `budget_scope` ON `budget` (`region_code`,`year`,`pool`,`scope_kind`,`scope_code`);--> statement-breakpoint
CREATE TABLE `budget_adjustment` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`budget_id` text NOT NULL,
	`amount_fen` integer NOT NULL,
	`reason` text NOT NULL,
	`status` text NOT NULL,
	`proposed_by` text NOT NULL,
	`proposed_at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`decision_reason` text,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`budget_id`) REFERENCES `budget`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `budget_adjustment_by_budget` ON `budget_adjustment` (`region_code`,`budget_id`);--> statement-breakpoint
CREATE INDEX `budget_adjustment_by_status` ON `budget_adjustment` (`region_code`,`status`);--> statement-breakpoint
CREATE TABLE `budget_version` (
	`region_code` text NOT NULL,
	`budget_id` text NOT NULL,
	`version` integer NOT NULL,
	`basis` text NOT NULL,
	`base_fen` integer NOT NULL,
	`adjustment_fen` integer NOT NULL,
	`policy_id` text,
	`adjustment_id` text,
	`reason` text,
	`set_by` text NOT NULL,
	`set_at` integer NOT NULL,
	PRIMARY KEY(`region_code`, `budget_id`, `version`),
	FOREIGN KEY (`region_code`,`budget_id`) REFERENCES `budget`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `contract` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`number` text NOT NULL,
	`resident_id` text NOT NULL,
	`team_id` text NOT NULL,
	`institution_code` text NOT NULL,
	`practitioner_id` text NOT NULL,
	`package_code` text NOT NULL,
	`term_years` integer NOT NULL,
	`start_day` text NOT NULL,
	`end_day` text NOT NULL,
	`status` text NOT NULL,
	`consent_version` text NOT NULL,
	`consent_given_at` integer NOT NULL,
	`guardian_name` text,
	`guardian_relation` text,
	`signed_at` integer NOT NULL,
	`signed_by` text NOT NULL,
	`request_key` text NOT NULL,
	`ended_reason` text,
	`ended_at` integer,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`resident_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`team_id`) REFERENCES `team`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "contract_days_in_order" CHECK("contract"."start_day" <= "contract"."end_day")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `contract_number` ON `contract` (`region_code`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `contract_request` ON `contract` (`region_code`,`request_key`);--> statement-breakpoint
CREATE INDEX `contract_by_resident` ON `contract` (`region_code`,`resident_id`,`start_day`);--> statement-breakpoint
CREATE INDEX `contract_by_team` ON `contract` (`region_code`,`team_id`,`status`,`end_day`);--> statement-breakpoint
CREATE INDEX `contract_by_institution` ON `contract` (`region_code`,`institution_code`,`status`,`end_day`);--> statement-breakpoint
CREATE TABLE `contract_claim` (
	`identity_index` text PRIMARY KEY NOT NULL,
	`region_code` text NOT NULL,
	`contract_id` text NOT NULL,
	`end_day` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `member_correction` (
	`region_code` text NOT NULL,
	`month` text NOT NULL,
	`origin_month` text NOT NULL,
	`institution_code` text NOT NULL,
	`team_id` text NOT NULL,
	`insutype` text NOT NULL,
	`age_band` text NOT NULL,
	`sex` text NOT NULL,
	`in_key_group` integer NOT NULL,
	`heads` integer NOT NULL,
	`member_days` integer NOT NULL,
	`income_fen` integer NOT NULL,
	`reasons` text NOT NULL,
	PRIMARY KEY(`region_code`, `month`, `origin_month`, `institution_code`, `team_id`, `insutype`, `age_band`, `sex`, `in_key_group`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `member_correction_by_origin` ON `member_correction` (`region_code`,`origin_month`);--> statement-breakpoint
CREATE TABLE `member_month` (
	`region_code` text NOT NULL,
	`month` text NOT NULL,
	`institution_code` text NOT NULL,
	`team_id` text NOT NULL,
	`insutype` text NOT NULL,
	`age_band` text NOT NULL,
	`sex` text NOT NULL,
	`in_key_group` integer NOT NULL,
	`heads` integer NOT NULL,
	`member_days` integer NOT NULL,
	`income_fen` integer NOT NULL,
	PRIMARY KEY(`region_code`, `month`, `institution_code`, `team_id`, `insutype`, `age_band`, `sex`, `in_key_group`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `member_roster` (
	`region_code` text NOT NULL,
	`resident_id` text NOT NULL,
	`from_month` text NOT NULL,
	`month` text NOT NULL,
	`entries` text NOT NULL,
	PRIMARY KEY(`region_code`, `resident_id`, `from_month`, `month`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `prepayment_line` (
	`region_code` text NOT NULL,
	`month` text NOT NULL,
	`attempt` integer NOT NULL,
	`institution_code` text NOT NULL,
	`pool` text NOT NULL,
	`fee_for_service_fen` integer NOT NULL,
	`budget_id` text,
	`budget_version` integer,
	`year_fen` integer,
	`other_months_fen` integer,
	`amount_fen` integer NOT NULL,
	PRIMARY KEY(`region_code`, `month`, `attempt`, `institution_code`, `pool`),
	FOREIGN KEY (`region_code`,`month`,`attempt`) REFERENCES `prepayment_run`(`region_code`,`month`,`attempt`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `prepayment_run` (
	`region_code` text NOT NULL,
	`month` text NOT NULL,
	`attempt` integer NOT NULL,
	`status` text NOT NULL,
	`basis` text NOT NULL,
	`share` text NOT NULL,
	`total_fen` integer NOT NULL,
	`proposed_by` text NOT NULL,
	`proposed_at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`decision_reason` text,
	PRIMARY KEY(`region_code`, `month`, `attempt`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `prepayment_run_by_status` ON `prepayment_run` (`region_code`,`status`);--> statement-breakpoint
CREATE TABLE `settlement_disposal` (
	`region_code` text NOT NULL,
	`settlement_id` text NOT NULL,
	`pool_id` text NOT NULL,
	`code` text NOT NULL,
	`kind` text NOT NULL,
	`paid_on` text,
	`voucher` text,
	`recorded_by` text NOT NULL,
	`recorded_at` integer NOT NULL,
	PRIMARY KEY(`region_code`, `settlement_id`, `pool_id`, `code`),
	FOREIGN KEY (`region_code`,`settlement_id`) REFERENCES `settlement`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `settlement_objection` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`settlement_id` text NOT NULL,
	`number` integer NOT NULL,
	`pool_id` text NOT NULL,
	`code` text NOT NULL,
	`text` text NOT NULL,
	`amount_fen` integer NOT NULL,
	`status` text NOT NULL,
	`raised_by` text NOT NULL,
	`raised_at` integer NOT NULL,
	`answer` text,
	`answered_by` text,
	`answered_at` integer,
	`withdrawn_at` integer,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`settlement_id`) REFERENCES `settlement`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `objection_number` ON `settlement_objection` (`region_code`,`settlement_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `objection_open` ON `settlement_objection` (`region_code`,`settlement_id`,`pool_id`,`code`) WHERE "settlement_objection"."status" = 'raised';--> statement-breakpoint
CREATE TABLE `holiday_table` (
	`year` text PRIMARY KEY NOT NULL,
	`days_off` text NOT NULL,
	`workdays` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `policy_version` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`title` text NOT NULL,
	`in_force_from` text NOT NULL,
	`in_force_to` text,
	`body` text NOT NULL,
	`digest` text NOT NULL,
	`imported_at` integer NOT NULL,
	PRIMARY KEY(`region_code`, `id`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `clinic_session` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`institution_code` text NOT NULL,
	`department_code` text NOT NULL,
	`department_name` text NOT NULL,
	`specialist_name` text NOT NULL,
	`day` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`capacity` integer NOT NULL,
	`reserved` integer NOT NULL,
	`urgent_only` integer DEFAULT false NOT NULL,
	`opens_on` text NOT NULL,
	`release_at` integer NOT NULL,
	`status` text NOT NULL,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`institution_code`) REFERENCES `institution`(`region_code`,`code`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "clinic_session_reserved" CHECK("clinic_session"."reserved" >= 0 and "clinic_session"."reserved" <= "clinic_session"."capacity")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `clinic_session_once` ON `clinic_session` (`region_code`,`institution_code`,`department_code`,`specialist_name`,`starts_at`) WHERE "clinic_session"."status" = 'published';--> statement-breakpoint
CREATE INDEX `clinic_session_by_day` ON `clinic_session` (`region_code`,`institution_code`,`day`);--> statement-breakpoint
CREATE TABLE `slot` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`session_id` text NOT NULL,
	`number` integer NOT NULL,
	`institution_code` text NOT NULL,
	`department_code` text NOT NULL,
	`starts_at` integer NOT NULL,
	`status` text NOT NULL,
	`referral_id` text,
	`expires_at` integer,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`session_id`) REFERENCES `clinic_session`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "slot_taken_by_someone" CHECK(("slot"."status" in ('held', 'booked', 'used', 'no_show')) = ("slot"."referral_id" is not null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `slot_number` ON `slot` (`region_code`,`session_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `slot_of_referral` ON `slot` (`region_code`,`referral_id`) WHERE "slot"."status" in ('held', 'booked', 'used');--> statement-breakpoint
CREATE INDEX `slot_search` ON `slot` (`region_code`,`department_code`,`status`,`starts_at`);--> statement-breakpoint
CREATE TABLE `reconciliation_mark` (
	`region_code` text NOT NULL,
	`institution_code` text NOT NULL,
	`settlement_id` text NOT NULL,
	`mark` text NOT NULL,
	`note` text NOT NULL,
	`revision` integer NOT NULL,
	`version` integer NOT NULL,
	`marked_by` text NOT NULL,
	`marked_by_name` text NOT NULL,
	`marked_at` integer NOT NULL,
	PRIMARY KEY(`region_code`, `institution_code`, `settlement_id`),
	FOREIGN KEY (`region_code`,`institution_code`,`settlement_id`) REFERENCES `visit`(`region_code`,`institution_code`,`settlement_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `recognition` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`number` text NOT NULL,
	`resident_id` text NOT NULL,
	`institution_code` text,
	`disease_code` text NOT NULL,
	`disease_name` text NOT NULL,
	`diagnosis_code` text NOT NULL,
	`diagnosis_name` text NOT NULL,
	`evidence` text NOT NULL,
	`renews_id` text,
	`status` text NOT NULL,
	`applied_at` integer NOT NULL,
	`applied_by` text NOT NULL,
	`applied_by_name` text NOT NULL,
	`decided_at` integer,
	`decided_by_name` text,
	`valid_from` text,
	`valid_to` text,
	`revoked_from` text,
	`ended_at` integer,
	`ended_by_name` text,
	`reason` text,
	`open_key` text,
	`request_key` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`resident_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "recognition_days_in_order" CHECK("recognition"."valid_from" <= "recognition"."valid_to")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `recognition_number` ON `recognition` (`region_code`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `recognition_request` ON `recognition` (`region_code`,`request_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `recognition_open` ON `recognition` (`region_code`,`open_key`);--> statement-breakpoint
CREATE INDEX `recognition_by_resident` ON `recognition` (`region_code`,`resident_id`,`applied_at`);--> statement-breakpoint
CREATE INDEX `recognition_by_status` ON `recognition` (`region_code`,`status`,`valid_to`);--> statement-breakpoint
CREATE TABLE `referral` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`number` text NOT NULL,
	`resident_id` text NOT NULL,
	`contract_id` text,
	`from_institution_code` text NOT NULL,
	`from_practitioner_id` text NOT NULL,
	`from_team_id` text,
	`to_institution_code` text NOT NULL,
	`department_code` text NOT NULL,
	`department_name` text NOT NULL,
	`direction` text NOT NULL,
	`kind` text NOT NULL,
	`priority` text NOT NULL,
	`status` text NOT NULL,
	`signed` integer NOT NULL,
	`diagnosis_code` text,
	`diagnosis_name` text NOT NULL,
	`reason` text NOT NULL,
	`findings` text,
	`slot_id` text,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	`answer_due_at` integer,
	`decided_at` integer,
	`arrived_at` integer,
	`completed_at` integer,
	`decline_reason` text,
	`opinion` text,
	`follow_up_day` text,
	`request_key` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`resident_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`from_institution_code`) REFERENCES `institution`(`region_code`,`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`to_institution_code`) REFERENCES `institution`(`region_code`,`code`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `referral_number` ON `referral` (`region_code`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `referral_request` ON `referral` (`region_code`,`request_key`);--> statement-breakpoint
CREATE INDEX `referral_received` ON `referral` (`region_code`,`to_institution_code`,`status`,`sent_at`);--> statement-breakpoint
CREATE INDEX `referral_sent` ON `referral` (`region_code`,`from_institution_code`,`status`,`sent_at`);--> statement-breakpoint
CREATE INDEX `referral_by_resident` ON `referral` (`region_code`,`resident_id`);--> statement-breakpoint
CREATE TABLE `referral_event` (
	`region_code` text NOT NULL,
	`referral_id` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`action` text NOT NULL,
	`actor_name` text NOT NULL,
	`facts` text NOT NULL,
	PRIMARY KEY(`region_code`, `referral_id`, `seq`),
	FOREIGN KEY (`region_code`,`referral_id`) REFERENCES `referral`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `referral_event_by_time` ON `referral_event` (`region_code`,`at`);--> statement-breakpoint
CREATE TABLE `alliance` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	PRIMARY KEY(`region_code`, `id`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `institution` (
	`region_code` text NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`level` text NOT NULL,
	`alliance_id` text,
	`alliance_role` text,
	`parent_code` text,
	PRIMARY KEY(`region_code`, `code`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `institution_by_alliance` ON `institution` (`region_code`,`alliance_id`);--> statement-breakpoint
CREATE TABLE `practitioner` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`institution_code` text NOT NULL,
	`name` text NOT NULL,
	`profession` text NOT NULL,
	`title` text NOT NULL,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`institution_code`) REFERENCES `institution`(`region_code`,`code`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `region` (
	`region_code` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `resident` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`cert_type` text NOT NULL,
	`identity_index` text NOT NULL,
	`identity_sealed` text NOT NULL,
	`tail_index` text NOT NULL,
	`name` text NOT NULL,
	`sex` text NOT NULL,
	`birth_day` text NOT NULL,
	`death_day` text,
	`moved_out_on` text,
	`phone_sealed` text,
	`address` text,
	`insutype` text NOT NULL,
	`retired` integer NOT NULL,
	`key_groups` text NOT NULL,
	`home_institution_code` text,
	`registered_at` integer NOT NULL,
	PRIMARY KEY(`region_code`, `id`)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `resident_by_identity` ON `resident` (`region_code`,`identity_index`);--> statement-breakpoint
CREATE INDEX `resident_by_tail` ON `resident` (`region_code`,`tail_index`);--> statement-breakpoint
CREATE INDEX `resident_by_name` ON `resident` (`region_code`,`name`);--> statement-breakpoint
CREATE INDEX `resident_by_home` ON `resident` (`region_code`,`home_institution_code`);--> statement-breakpoint
CREATE TABLE `resident_pass` (
	`region_code` text NOT NULL,
	`token_hash` text NOT NULL,
	`resident_id` text NOT NULL,
	`issued_at` integer NOT NULL,
	`revoked_at` integer,
	`failures` integer DEFAULT 0 NOT NULL,
	`locked_until` integer,
	PRIMARY KEY(`region_code`, `token_hash`),
	FOREIGN KEY (`region_code`,`resident_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `resident_pass_by_resident` ON `resident_pass` (`region_code`,`resident_id`);--> statement-breakpoint
CREATE TABLE `team` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`institution_code` text NOT NULL,
	`name` text NOT NULL,
	`leader_id` text NOT NULL,
	`phone` text,
	`capacity` integer NOT NULL,
	`signed_count` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`institution_code`) REFERENCES `institution`(`region_code`,`code`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "team_not_overfull" CHECK("team"."signed_count" >= 0 and "team"."signed_count" <= "team"."capacity")
) STRICT;
--> statement-breakpoint
CREATE INDEX `team_by_institution` ON `team` (`region_code`,`institution_code`);--> statement-breakpoint
CREATE TABLE `team_member` (
	`region_code` text NOT NULL,
	`team_id` text NOT NULL,
	`practitioner_id` text NOT NULL,
	PRIMARY KEY(`region_code`, `team_id`, `practitioner_id`),
	FOREIGN KEY (`region_code`,`team_id`) REFERENCES `team`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`practitioner_id`) REFERENCES `practitioner`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `resident_identity` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`resident_id` text NOT NULL,
	`identity_class` text NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text,
	`note` text,
	`recorded_at` integer NOT NULL,
	`recorded_by_name` text NOT NULL,
	`ended_at` integer,
	`ended_by_name` text,
	`withdrawn_at` integer,
	`withdrawn_reason` text,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`resident_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "resident_identity_days_in_order" CHECK("resident_identity"."from_day" <= "resident_identity"."to_day")
) STRICT;
--> statement-breakpoint
CREATE INDEX `resident_identity_by_resident` ON `resident_identity` (`region_code`,`resident_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `resident_identity_open` ON `resident_identity` (`region_code`,`resident_id`,`identity_class`) WHERE "resident_identity"."to_day" is null and "resident_identity"."withdrawn_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX `resident_identity_begins` ON `resident_identity` (`region_code`,`resident_id`,`identity_class`,`from_day`) WHERE "resident_identity"."withdrawn_at" is null;--> statement-breakpoint
CREATE TABLE `scored_stay` (
	`region_code` text NOT NULL,
	`institution_code` text NOT NULL,
	`settlement_id` text NOT NULL,
	`scheme` text NOT NULL,
	`group_code` text NOT NULL,
	`group_name` text NOT NULL,
	`points` text NOT NULL,
	`bed_days` integer NOT NULL,
	`batch_id` text,
	`received_at` integer NOT NULL,
	PRIMARY KEY(`region_code`, `institution_code`, `settlement_id`),
	FOREIGN KEY (`region_code`,`institution_code`,`settlement_id`) REFERENCES `visit`(`region_code`,`institution_code`,`settlement_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `sent_request` (
	`region_code` text NOT NULL,
	`sender` text NOT NULL,
	`request_key` text NOT NULL,
	`digest` text NOT NULL,
	`attempt` text NOT NULL,
	`taken_at` integer NOT NULL,
	`answer` text,
	PRIMARY KEY(`region_code`, `sender`, `request_key`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `service_fee_line` (
	`region_code` text NOT NULL,
	`month` text NOT NULL,
	`attempt` integer NOT NULL,
	`contract_id` text NOT NULL,
	`year_start` text NOT NULL,
	`kind` text NOT NULL,
	`institution_code` text NOT NULL,
	`team_id` text NOT NULL,
	`resident_id` text NOT NULL,
	`package_code` text NOT NULL,
	`policy_id` text NOT NULL,
	`waiver_id` text,
	`fund_fen` integer NOT NULL,
	`public_health_fen` integer NOT NULL,
	`person_fen` integer NOT NULL,
	`held_fen` integer NOT NULL,
	`score` text,
	PRIMARY KEY(`region_code`, `month`, `attempt`, `contract_id`, `year_start`, `kind`),
	FOREIGN KEY (`region_code`,`month`,`attempt`) REFERENCES `service_fee_run`(`region_code`,`month`,`attempt`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `service_fee_line_by_contract` ON `service_fee_line` (`region_code`,`contract_id`,`year_start`);--> statement-breakpoint
CREATE INDEX `service_fee_line_by_institution` ON `service_fee_line` (`region_code`,`institution_code`,`month`);--> statement-breakpoint
CREATE TABLE `service_fee_run` (
	`region_code` text NOT NULL,
	`month` text NOT NULL,
	`attempt` integer NOT NULL,
	`status` text NOT NULL,
	`fund_fen` integer NOT NULL,
	`public_health_fen` integer NOT NULL,
	`person_fen` integer NOT NULL,
	`proposed_by` text NOT NULL,
	`proposed_at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`decision_reason` text,
	PRIMARY KEY(`region_code`, `month`, `attempt`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `service_fee_run_by_status` ON `service_fee_run` (`region_code`,`status`);--> statement-breakpoint
CREATE TABLE `settled_pool` (
	`region_code` text NOT NULL,
	`year` text NOT NULL,
	`pool` text NOT NULL,
	`settlement_id` text NOT NULL,
	`settled_at` integer NOT NULL,
	PRIMARY KEY(`region_code`, `year`, `pool`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `settlement` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`year` text NOT NULL,
	`method` text NOT NULL,
	`version` integer NOT NULL,
	`status` text NOT NULL,
	`pools` text NOT NULL,
	`policy_id` text NOT NULL,
	`statement` text NOT NULL,
	`basis` text NOT NULL,
	`inputs_digest` text NOT NULL,
	`entitlement_fen` integer NOT NULL,
	`final_fen` integer NOT NULL,
	`computed_by` text NOT NULL,
	`computed_at` integer NOT NULL,
	`delivered_day` text,
	`delivered_by` text,
	`delivered_at` integer,
	`objections_until` text,
	`objections` integer NOT NULL,
	`reviewed_by` text,
	`reviewed_at` integer,
	`confirmed_by` text,
	`confirmed_at` integer,
	`closed_by` text,
	`closed_at` integer,
	PRIMARY KEY(`region_code`, `id`)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `settlement_version` ON `settlement` (`region_code`,`year`,`method`,`version`);--> statement-breakpoint
CREATE TABLE `trial_run` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`year` text NOT NULL,
	`policy_title` text NOT NULL,
	`policy_digest` text NOT NULL,
	`policy` text NOT NULL,
	`status` text NOT NULL,
	`people_total` integer NOT NULL,
	`people_done` integer NOT NULL,
	`report` text,
	`problem` text,
	`requested_by` text NOT NULL,
	`requested_at` integer NOT NULL,
	`beat_at` integer NOT NULL,
	`finished_at` integer,
	PRIMARY KEY(`region_code`, `id`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `trial_run_recent` ON `trial_run` (`region_code`,`requested_at`);--> statement-breakpoint
CREATE INDEX `trial_run_live` ON `trial_run` (`status`,`requested_at`);--> statement-breakpoint
CREATE TABLE `adjudication` (
	`region_code` text NOT NULL,
	`institution_code` text NOT NULL,
	`settlement_id` text NOT NULL,
	`resident_id` text NOT NULL,
	`benefit_year` text NOT NULL,
	`accumulation` text NOT NULL,
	`policy_id` text NOT NULL,
	`plan_id` text NOT NULL,
	`pool` text NOT NULL,
	`level` text NOT NULL,
	`retired` integer NOT NULL,
	`contract_id` text,
	`adjudicated_as` text NOT NULL,
	`recognition_id` text,
	`key_groups` text NOT NULL,
	`identity_classes` text NOT NULL,
	`at_designated` integer NOT NULL,
	`admission` integer NOT NULL,
	`chain` text,
	`status` text NOT NULL,
	`refund_problem` text,
	`before_deductible_fen` integer NOT NULL,
	`before_fund_fen` integer NOT NULL,
	`before_base_fen` integer NOT NULL,
	`before_self_paid_fen` integer NOT NULL,
	`before_ladder_fen` integer NOT NULL,
	`before_assistance_fen` integer NOT NULL,
	`deductible_paid_fen` integer NOT NULL,
	`rate` text NOT NULL,
	`pay_fen` integer NOT NULL,
	`enhancement_fen` integer NOT NULL,
	`ladder_fen` integer NOT NULL,
	`assistance_fen` integer NOT NULL,
	`self_paid_fen` integer NOT NULL,
	`difference` text,
	`revision` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`region_code`, `institution_code`, `settlement_id`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `adjudication_by_person_year` ON `adjudication` (`region_code`,`resident_id`,`benefit_year`);--> statement-breakpoint
CREATE INDEX `adjudication_by_contract` ON `adjudication` (`region_code`,`contract_id`);--> statement-breakpoint
CREATE INDEX `adjudication_waiting` ON `adjudication` (`region_code`,`institution_code`) WHERE "adjudication"."refund_problem" is not null;--> statement-breakpoint
CREATE TABLE `import_batch` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`file_name` text NOT NULL,
	`file_digest` text NOT NULL,
	`institution_code` text,
	`status` text NOT NULL,
	`rows_read` integer DEFAULT 0 NOT NULL,
	`accepted` integer DEFAULT 0 NOT NULL,
	`already_held` integer DEFAULT 0 NOT NULL,
	`conflicting` integer DEFAULT 0 NOT NULL,
	`rejected` integer DEFAULT 0 NOT NULL,
	`problem` text,
	`started_at` integer NOT NULL,
	`started_by` text NOT NULL,
	`heard_at` integer NOT NULL,
	`finished_at` integer,
	PRIMARY KEY(`region_code`, `id`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `import_batch_recent` ON `import_batch` (`region_code`,`started_at`);--> statement-breakpoint
CREATE TABLE `import_issue` (
	`region_code` text NOT NULL,
	`batch_id` text NOT NULL,
	`row_number` integer NOT NULL,
	`outcome` text NOT NULL,
	`reasons` text NOT NULL,
	`row_sealed` text NOT NULL,
	PRIMARY KEY(`region_code`, `batch_id`, `row_number`),
	FOREIGN KEY (`region_code`,`batch_id`) REFERENCES `import_batch`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `ledger_entry` (
	`region_code` text NOT NULL,
	`posting_id` text NOT NULL,
	`line` integer NOT NULL,
	`month` text NOT NULL,
	`origin_month` text NOT NULL,
	`kind` text NOT NULL,
	`account` text NOT NULL,
	`pool` text NOT NULL,
	`institution_code` text,
	`settlement_id` text,
	`amount_fen` integer NOT NULL,
	`posted_at` integer NOT NULL,
	PRIMARY KEY(`region_code`, `posting_id`, `line`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `ledger_by_month` ON `ledger_entry` (`region_code`,`month`,`account`);--> statement-breakpoint
CREATE INDEX `ledger_by_visit` ON `ledger_entry` (`region_code`,`institution_code`,`settlement_id`);--> statement-breakpoint
CREATE TABLE `period` (
	`region_code` text NOT NULL,
	`month` text NOT NULL,
	`closed_at` integer,
	`closed_by` text,
	PRIMARY KEY(`region_code`, `month`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `visit` (
	`region_code` text NOT NULL,
	`institution_code` text NOT NULL,
	`settlement_id` text NOT NULL,
	`resident_id` text NOT NULL,
	`insutype` text NOT NULL,
	`med_type` text NOT NULL,
	`settled_at` text NOT NULL,
	`diagnosis_code` text,
	`diagnosis_name` text,
	`started_at` text,
	`ended_at` text,
	`essential_drug_fen` integer,
	`prescription_days` integer,
	`total_fen` integer NOT NULL,
	`full_self_pay_fen` integer NOT NULL,
	`over_limit_self_pay_fen` integer NOT NULL,
	`advance_self_pay_fen` integer NOT NULL,
	`in_scope_fen` integer NOT NULL,
	`reported_deductible_fen` integer,
	`reported_pool_fen` integer,
	`reported_account_fen` integer,
	`reported_cash_fen` integer,
	`reported_fund_fen` integer,
	`special_fee` integer NOT NULL,
	`referral_number` text,
	`refund_of` text,
	`content_digest` text NOT NULL,
	`batch_id` text,
	`received_at` integer NOT NULL,
	PRIMARY KEY(`region_code`, `institution_code`, `settlement_id`),
	FOREIGN KEY (`region_code`,`institution_code`) REFERENCES `institution`(`region_code`,`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`resident_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `visit_by_resident` ON `visit` (`region_code`,`resident_id`,`settled_at`);--> statement-breakpoint
CREATE INDEX `visit_by_day` ON `visit` (`region_code`,`settled_at`);--> statement-breakpoint
CREATE INDEX `visit_by_refund` ON `visit` (`region_code`,`institution_code`,`refund_of`) WHERE "visit"."refund_of" is not null;--> statement-breakpoint
CREATE TABLE `warning_finding` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`month` text NOT NULL,
	`resident_id` text,
	`institution_code` text,
	`contract_id` text,
	`pool` text,
	`visits` text NOT NULL,
	`amount_fen` integer NOT NULL,
	`facts` text NOT NULL,
	`policy_id` text NOT NULL,
	`found_at` integer NOT NULL,
	`vanished_at` integer,
	`status` text NOT NULL,
	`reason` text,
	`note` text,
	`decided_by` text,
	`decided_by_name` text,
	`decided_at` integer,
	`version` integer NOT NULL,
	PRIMARY KEY(`region_code`, `id`)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `warning_finding_once` ON `warning_finding` (`region_code`,`kind`,`key`);--> statement-breakpoint
CREATE INDEX `warning_finding_by_month` ON `warning_finding` (`region_code`,`month`,`kind`);--> statement-breakpoint
CREATE INDEX `warning_finding_by_status` ON `warning_finding` (`region_code`,`status`,`kind`);--> statement-breakpoint
CREATE TABLE `warning_scan` (
	`region_code` text NOT NULL,
	`month` text NOT NULL,
	`policy_id` text NOT NULL,
	`people` integer NOT NULL,
	`findings` integer NOT NULL,
	`vanished` integer NOT NULL,
	`scanned_at` integer NOT NULL,
	`scanned_by` text NOT NULL,
	PRIMARY KEY(`region_code`, `month`)
) STRICT;
