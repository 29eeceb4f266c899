CREATE TABLE `agreement_template` (
	`region_code` text NOT NULL,
	`scene` text NOT NULL,
	`kind` text NOT NULL,
	`version` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`in_force_from` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by_name` text NOT NULL,
	PRIMARY KEY(`region_code`, `scene`, `kind`, `version`)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `agreement_template_begins` ON `agreement_template` (`region_code`,`scene`,`kind`,`in_force_from`);--> statement-breakpoint
CREATE TABLE `contract_evidence` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`contract_id` text NOT NULL,
	`kind` text NOT NULL,
	`template_version` text NOT NULL,
	`document_sealed` text NOT NULL,
	`digest` text NOT NULL,
	`method` text NOT NULL,
	`signature_sealed` text,
	`signature_digest` text,
	`device` text,
	`code_hash` text,
	`code_sealed` text,
	`recorded_at` integer NOT NULL,
	`recorded_by` text NOT NULL,
	`recorded_by_name` text NOT NULL,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`contract_id`) REFERENCES `contract`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `contract_evidence_once` ON `contract_evidence` (`region_code`,`contract_id`,`kind`);--> statement-breakpoint
CREATE UNIQUE INDEX `contract_evidence_code` ON `contract_evidence` (`region_code`,`code_hash`);--> statement-breakpoint
CREATE INDEX `contract_evidence_by_time` ON `contract_evidence` (`region_code`,`recorded_at`);--> statement-breakpoint
CREATE TABLE `consent` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`resident_id` text NOT NULL,
	`contract_id` text,
	`scene` text NOT NULL,
	`text_version` text NOT NULL,
	`method` text NOT NULL,
	`given_at` integer NOT NULL,
	`guardian_name` text,
	`guardian_relation` text,
	`evidence_id` text,
	`revoked_at` integer,
	`revoked_reason` text,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`resident_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `consent_by_contract` ON `consent` (`region_code`,`contract_id`);--> statement-breakpoint
CREATE INDEX `consent_by_resident` ON `consent` (`region_code`,`resident_id`,`scene`);--> statement-breakpoint
CREATE TABLE `claimed_term` (
	`identity_index` text NOT NULL,
	`contract_id` text NOT NULL,
	`region_code` text NOT NULL,
	`start_day` text NOT NULL,
	`end_day` text NOT NULL,
	PRIMARY KEY(`identity_index`, `region_code`, `contract_id`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `claimed_term_by_contract` ON `claimed_term` (`region_code`,`contract_id`);--> statement-breakpoint
CREATE TABLE `contract_package` (
	`region_code` text NOT NULL,
	`contract_id` text NOT NULL,
	`place` integer NOT NULL,
	`package_code` text NOT NULL,
	PRIMARY KEY(`region_code`, `contract_id`, `package_code`),
	FOREIGN KEY (`region_code`,`contract_id`) REFERENCES `contract`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `contract_package_by_code` ON `contract_package` (`region_code`,`package_code`);--> statement-breakpoint
CREATE TABLE `contract_correction` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`contract_id` text NOT NULL,
	`replaced_by` text,
	`changes` text NOT NULL,
	`note` text NOT NULL,
	`request_key` text NOT NULL,
	`done_at` integer NOT NULL,
	`done_by_name` text NOT NULL,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`contract_id`) REFERENCES `contract`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `contract_correction_once` ON `contract_correction` (`region_code`,`request_key`);--> statement-breakpoint
CREATE INDEX `contract_correction_by_contract` ON `contract_correction` (`region_code`,`contract_id`);--> statement-breakpoint
CREATE TABLE `ending_request` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`contract_id` text NOT NULL,
	`resident_id` text NOT NULL,
	`institution_code` text NOT NULL,
	`asked_by` text NOT NULL,
	`status` text NOT NULL,
	`reason` text NOT NULL,
	`note` text,
	`request_key` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by_name` text NOT NULL,
	`answered_at` integer,
	`answered_by_name` text,
	`answer_note` text,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`contract_id`) REFERENCES `contract`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `ending_request_once` ON `ending_request` (`region_code`,`request_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `ending_request_open` ON `ending_request` (`region_code`,`contract_id`) WHERE "ending_request"."status" = 'pending';--> statement-breakpoint
CREATE INDEX `ending_request_by_institution` ON `ending_request` (`region_code`,`institution_code`,`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `ending_request_by_contract` ON `ending_request` (`region_code`,`contract_id`);--> statement-breakpoint
CREATE TABLE `signing_request` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`asked_by` text NOT NULL,
	`status` text NOT NULL,
	`resident_id` text NOT NULL,
	`team_id` text NOT NULL,
	`institution_code` text NOT NULL,
	`practitioner_id` text,
	`package_codes` text NOT NULL,
	`term_years` integer NOT NULL,
	`start_day` text,
	`contract_id` text,
	`transfer_reason` text,
	`note` text,
	`consent` text,
	`due_on` text NOT NULL,
	`request_key` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_by_name` text NOT NULL,
	`closed_at` integer,
	`closed_by_name` text,
	`closed_reason` text,
	`signed_contract_id` text,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`resident_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`team_id`) REFERENCES `team`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `signing_request_once` ON `signing_request` (`region_code`,`request_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `signing_request_open` ON `signing_request` (`region_code`,`resident_id`) WHERE "signing_request"."status" = 'awaiting_resident' or "signing_request"."status" = 'awaiting_team';--> statement-breakpoint
CREATE INDEX `signing_request_by_institution` ON `signing_request` (`region_code`,`institution_code`,`status`,`due_on`);--> statement-breakpoint
CREATE INDEX `signing_request_by_resident` ON `signing_request` (`region_code`,`resident_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `signing_request_due` ON `signing_request` (`region_code`,`status`,`due_on`);--> statement-breakpoint
CREATE TABLE `door_count` (
	`region_code` text NOT NULL,
	`limit_code` text NOT NULL,
	`key_index` text NOT NULL,
	`window_from` integer NOT NULL,
	`times` integer NOT NULL,
	PRIMARY KEY(`region_code`, `limit_code`, `key_index`, `window_from`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `door_count_age` ON `door_count` (`region_code`,`window_from`);--> statement-breakpoint
CREATE TABLE `phone_change` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`resident_id` text NOT NULL,
	`phone_sealed` text NOT NULL,
	`status` text NOT NULL,
	`request_key` text NOT NULL,
	`asked_at` integer NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	`decided_by_name` text,
	`reason` text,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`resident_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `phone_change_request` ON `phone_change` (`region_code`,`resident_id`,`request_key`);--> statement-breakpoint
CREATE INDEX `phone_change_by_status` ON `phone_change` (`region_code`,`status`,`asked_at`);--> statement-breakpoint
CREATE TABLE `sms_code` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`purpose` text NOT NULL,
	`identity_index` text,
	`resident_id` text,
	`phone_sealed` text,
	`code_hash` text NOT NULL,
	`digits_sealed` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`tries` integer NOT NULL,
	`used_at` integer,
	`used_for` text,
	`replaced_at` integer,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`) REFERENCES `region`(`region_code`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `sms_code_by_identity` ON `sms_code` (`region_code`,`identity_index`,`purpose`);--> statement-breakpoint
CREATE INDEX `sms_code_by_resident` ON `sms_code` (`region_code`,`resident_id`,`purpose`);--> statement-breakpoint
CREATE INDEX `sms_code_age` ON `sms_code` (`region_code`,`created_at`);--> statement-breakpoint
CREATE TABLE `duplicate_candidate` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`first_id` text NOT NULL,
	`second_id` text NOT NULL,
	`reasons` text NOT NULL,
	`doubts` text NOT NULL,
	`score` integer NOT NULL,
	`status` text NOT NULL,
	`found_at` integer NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	`decided_by_name` text,
	`note` text,
	`version` integer NOT NULL,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`first_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`second_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `duplicate_candidate_once` ON `duplicate_candidate` (`region_code`,`first_id`,`second_id`);--> statement-breakpoint
CREATE INDEX `duplicate_candidate_by_second` ON `duplicate_candidate` (`region_code`,`second_id`);--> statement-breakpoint
CREATE INDEX `duplicate_candidate_by_status` ON `duplicate_candidate` (`region_code`,`status`,`score`);--> statement-breakpoint
CREATE TABLE `duplicate_scan` (
	`region_code` text PRIMARY KEY NOT NULL,
	`residents` integer NOT NULL,
	`found` integer NOT NULL,
	`gone` integer NOT NULL,
	`scanned_at` integer NOT NULL,
	`scanned_by` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `resident_alias` (
	`region_code` text NOT NULL,
	`identity_index` text NOT NULL,
	`resident_id` text NOT NULL,
	`kind` text NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`region_code`, `identity_index`),
	FOREIGN KEY (`region_code`,`resident_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `resident_alias_by_resident` ON `resident_alias` (`region_code`,`resident_id`);--> statement-breakpoint
CREATE TABLE `resident_merge` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`survivor_id` text NOT NULL,
	`merged_id` text NOT NULL,
	`reason` text NOT NULL,
	`kept` text NOT NULL,
	`moved` text NOT NULL,
	`before_sealed` text NOT NULL,
	`after_digests` text NOT NULL,
	`merged_at` integer NOT NULL,
	`merged_by` text NOT NULL,
	`merged_by_name` text NOT NULL,
	`undone_at` integer,
	`undone_by_name` text,
	`undone_reason` text,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`survivor_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`merged_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `resident_merge_by_survivor` ON `resident_merge` (`region_code`,`survivor_id`);--> statement-breakpoint
CREATE INDEX `resident_merge_by_merged` ON `resident_merge` (`region_code`,`merged_id`);--> statement-breakpoint
CREATE TABLE `resident_search_key` (
	`region_code` text NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`resident_id` text NOT NULL,
	PRIMARY KEY(`region_code`, `kind`, `key`, `resident_id`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `resident_search_key_by_resident` ON `resident_search_key` (`region_code`,`resident_id`);--> statement-breakpoint
CREATE TABLE `contract_fulfilment` (
	`region_code` text NOT NULL,
	`contract_id` text NOT NULL,
	`resident_id` text NOT NULL,
	`team_id` text NOT NULL,
	`institution_code` text NOT NULL,
	`start_day` text NOT NULL,
	`end_day` text NOT NULL,
	`given` integer NOT NULL,
	`last_given_day` text,
	PRIMARY KEY(`region_code`, `contract_id`),
	FOREIGN KEY (`region_code`,`contract_id`) REFERENCES `contract`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "contract_fulfilment_not_negative" CHECK("contract_fulfilment"."given" >= 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `contract_fulfilment_by_institution` ON `contract_fulfilment` (`region_code`,`institution_code`,`given`,`start_day`);--> statement-breakpoint
CREATE INDEX `contract_fulfilment_by_team` ON `contract_fulfilment` (`region_code`,`team_id`,`given`,`start_day`);--> statement-breakpoint
CREATE TABLE `follow_up` (
	`region_code` text NOT NULL,
	`contract_id` text NOT NULL,
	`plan_code` text NOT NULL,
	`opens_on` text NOT NULL,
	`item_code` text NOT NULL,
	`resident_id` text NOT NULL,
	`team_id` text NOT NULL,
	`institution_code` text NOT NULL,
	`due_from` text NOT NULL,
	`due_on` text NOT NULL,
	`closes_on` text NOT NULL,
	`done_on` text,
	PRIMARY KEY(`region_code`, `contract_id`, `plan_code`, `opens_on`),
	FOREIGN KEY (`region_code`,`contract_id`) REFERENCES `contract`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `follow_up_open_by_institution` ON `follow_up` (`region_code`,`institution_code`,`due_on`,`contract_id`) WHERE done_on is null;--> statement-breakpoint
CREATE INDEX `follow_up_open_by_team` ON `follow_up` (`region_code`,`team_id`,`due_on`,`contract_id`) WHERE done_on is null;--> statement-breakpoint
CREATE INDEX `follow_up_by_resident` ON `follow_up` (`region_code`,`resident_id`);--> statement-breakpoint
CREATE TABLE `planning_pass` (
	`region_code` text PRIMARY KEY NOT NULL,
	`seen` text NOT NULL,
	`passed_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `renewal_contact` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`contract_id` text NOT NULL,
	`resident_id` text NOT NULL,
	`kind` text NOT NULL,
	`result` text,
	`note` text,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`day` text NOT NULL,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`contract_id`) REFERENCES `contract`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `renewal_contact_once_a_day` ON `renewal_contact` (`region_code`,`contract_id`,`kind`,`day`);--> statement-breakpoint
CREATE INDEX `renewal_contact_by_resident` ON `renewal_contact` (`region_code`,`resident_id`,`day`);--> statement-breakpoint
CREATE TABLE `service_count` (
	`region_code` text NOT NULL,
	`contract_id` text NOT NULL,
	`year_start` text NOT NULL,
	`item_code` text NOT NULL,
	`used` integer NOT NULL,
	PRIMARY KEY(`region_code`, `contract_id`, `year_start`, `item_code`),
	FOREIGN KEY (`region_code`,`contract_id`) REFERENCES `contract`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "service_count_not_negative" CHECK("service_count"."used" >= 0)
) STRICT;
--> statement-breakpoint
CREATE TABLE `service_record` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`contract_id` text NOT NULL,
	`resident_id` text NOT NULL,
	`team_id` text NOT NULL,
	`institution_code` text NOT NULL,
	`package_code` text NOT NULL,
	`item_code` text NOT NULL,
	`day` text NOT NULL,
	`year_start` text NOT NULL,
	`practitioner_id` text NOT NULL,
	`place` text NOT NULL,
	`by_substitute` integer NOT NULL,
	`beyond_package` integer NOT NULL,
	`note` text,
	`measurements` text NOT NULL,
	`request_key` text NOT NULL,
	`recorded_by` text NOT NULL,
	`recorded_at` integer NOT NULL,
	`withdrawn_by` text,
	`withdrawn_at` integer,
	`withdrawn_reason` text,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`contract_id`) REFERENCES `contract`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`resident_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`practitioner_id`) REFERENCES `practitioner`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `service_record_request` ON `service_record` (`region_code`,`request_key`,`contract_id`,`item_code`);--> statement-breakpoint
CREATE UNIQUE INDEX `service_record_once_a_day` ON `service_record` (`region_code`,`contract_id`,`item_code`,`day`) WHERE withdrawn_at is null;--> statement-breakpoint
CREATE INDEX `service_record_by_resident` ON `service_record` (`region_code`,`resident_id`,`day`);--> statement-breakpoint
CREATE INDEX `service_record_by_institution` ON `service_record` (`region_code`,`institution_code`,`day`);--> statement-breakpoint
CREATE INDEX `service_record_by_day` ON `service_record` (`region_code`,`day`);--> statement-breakpoint
CREATE TABLE `import_review` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`institution_code` text,
	`file_name` text NOT NULL,
	`file_digest` text NOT NULL,
	`status` text NOT NULL,
	`rows_read` integer NOT NULL,
	`problem` text,
	`started_at` integer NOT NULL,
	`started_by` text NOT NULL,
	`started_by_name` text NOT NULL,
	`heard_at` integer NOT NULL,
	`read_at` integer,
	`applied_at` integer,
	`touched_at` integer NOT NULL,
	`purged_at` integer,
	`summary` text,
	PRIMARY KEY(`region_code`, `id`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `import_review_recent` ON `import_review` (`region_code`,`started_at`);--> statement-breakpoint
CREATE INDEX `import_review_by_digest` ON `import_review` (`region_code`,`file_digest`);--> statement-breakpoint
CREATE TABLE `import_review_row` (
	`region_code` text NOT NULL,
	`review_id` text NOT NULL,
	`row_number` integer NOT NULL,
	`class` text NOT NULL,
	`reasons` text NOT NULL,
	`row_sealed` text NOT NULL,
	`key_index` text,
	`content_index` text,
	`like_index` text,
	`turn` text NOT NULL,
	`match_id` text,
	`match_digest` text,
	`decision` text,
	`decided_at` integer,
	`decided_by_name` text,
	`result` text,
	`result_reasons` text,
	`result_id` text,
	`applied_at` integer,
	`version` integer NOT NULL,
	PRIMARY KEY(`region_code`, `review_id`, `row_number`),
	FOREIGN KEY (`region_code`,`review_id`) REFERENCES `import_review`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `import_review_row_by_key` ON `import_review_row` (`region_code`,`review_id`,`key_index`);--> statement-breakpoint
CREATE INDEX `import_review_row_by_like` ON `import_review_row` (`region_code`,`review_id`,`like_index`);--> statement-breakpoint
CREATE INDEX `import_review_row_by_class` ON `import_review_row` (`region_code`,`review_id`,`class`,`decision`,`row_number`);--> statement-breakpoint
CREATE UNIQUE INDEX `import_review_row_in_turn` ON `import_review_row` (`region_code`,`review_id`,`turn`,`row_number`);--> statement-breakpoint
CREATE TABLE `demo_sms` (
	`region_code` text NOT NULL,
	`notice_id` text NOT NULL,
	`text_sealed` text NOT NULL,
	`taken_at` integer NOT NULL,
	PRIMARY KEY(`region_code`, `notice_id`),
	FOREIGN KEY (`region_code`,`notice_id`) REFERENCES `notice`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `notice` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`to_kind` text NOT NULL,
	`to_id` text NOT NULL,
	`institution_code` text,
	`channel` text NOT NULL,
	`template` text NOT NULL,
	`facts` text NOT NULL,
	`subject_kind` text,
	`subject_id` text,
	`once_key` text,
	`phone_sealed` text,
	`secret_sealed` text,
	`created_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`useless_at` integer,
	`sent_at` integer,
	`failed_at` integer,
	`attempts` integer NOT NULL,
	`error` text,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`) REFERENCES `region`(`region_code`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `notice_once` ON `notice` (`region_code`,`once_key`);--> statement-breakpoint
CREATE INDEX `notice_to` ON `notice` (`region_code`,`to_kind`,`to_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `notice_due` ON `notice` (`region_code`,`channel`,`sent_at`,`failed_at`,`due_at`);--> statement-breakpoint
CREATE INDEX `notice_newest` ON `notice` (`region_code`,`created_at`);--> statement-breakpoint
CREATE TABLE `notice_read` (
	`region_code` text NOT NULL,
	`account_id` text NOT NULL,
	`notice_id` text NOT NULL,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`region_code`, `account_id`, `notice_id`),
	FOREIGN KEY (`region_code`,`notice_id`) REFERENCES `notice`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `coverage_period` (
	`region_code` text NOT NULL,
	`resident_id` text NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text,
	`insutype` text,
	`retired` integer NOT NULL,
	PRIMARY KEY(`region_code`, `resident_id`, `from_day`),
	FOREIGN KEY (`region_code`,`resident_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "coverage_period_days_in_order" CHECK("coverage_period"."from_day" <= "coverage_period"."to_day")
) STRICT;
--> statement-breakpoint
CREATE INDEX `coverage_period_by_day` ON `coverage_period` (`region_code`,`from_day`);--> statement-breakpoint
CREATE TABLE `guardian` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`resident_id` text NOT NULL,
	`guardian_resident_id` text,
	`name` text NOT NULL,
	`relation` text NOT NULL,
	`cert_type` text,
	`identity_sealed` text,
	`phone_sealed` text,
	`from_day` text NOT NULL,
	`to_day` text,
	`recorded_at` integer NOT NULL,
	`recorded_by_name` text NOT NULL,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`resident_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`guardian_resident_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "guardian_days_in_order" CHECK("guardian"."from_day" <= "guardian"."to_day")
) STRICT;
--> statement-breakpoint
CREATE INDEX `guardian_by_resident` ON `guardian` (`region_code`,`resident_id`);--> statement-breakpoint
CREATE INDEX `guardian_by_guardian` ON `guardian` (`region_code`,`guardian_resident_id`);--> statement-breakpoint
CREATE TABLE `household` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`address` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`region_code`, `id`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `household_member` (
	`region_code` text NOT NULL,
	`resident_id` text NOT NULL,
	`household_id` text NOT NULL,
	`relation` text NOT NULL,
	`joined_at` integer NOT NULL,
	PRIMARY KEY(`region_code`, `resident_id`),
	FOREIGN KEY (`region_code`,`resident_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`household_id`) REFERENCES `household`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `household_member_by_household` ON `household_member` (`region_code`,`household_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `household_head` ON `household_member` (`region_code`,`household_id`) WHERE "household_member"."relation" = 'head';--> statement-breakpoint
CREATE TABLE `resident_absence` (
	`region_code` text NOT NULL,
	`resident_id` text NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text,
	PRIMARY KEY(`region_code`, `resident_id`, `from_day`),
	FOREIGN KEY (`region_code`,`resident_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "resident_absence_days_in_order" CHECK("resident_absence"."from_day" <= "resident_absence"."to_day")
) STRICT;
--> statement-breakpoint
CREATE TABLE `resident_change` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`resident_id` text NOT NULL,
	`field` text NOT NULL,
	`day` text,
	`before` text,
	`after` text,
	`before_sealed` text,
	`after_sealed` text,
	`reason` text,
	`source` text NOT NULL,
	`at` integer NOT NULL,
	`by_name` text NOT NULL,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`resident_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `resident_change_by_resident` ON `resident_change` (`region_code`,`resident_id`,`at`);--> statement-breakpoint
CREATE TABLE `resident_key_group` (
	`region_code` text NOT NULL,
	`resident_id` text NOT NULL,
	`key_group` text NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text,
	`member` integer NOT NULL,
	PRIMARY KEY(`region_code`, `resident_id`, `key_group`, `from_day`),
	FOREIGN KEY (`region_code`,`resident_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "resident_key_group_days_in_order" CHECK("resident_key_group"."from_day" <= "resident_key_group"."to_day")
) STRICT;
--> statement-breakpoint
CREATE INDEX `resident_key_group_by_day` ON `resident_key_group` (`region_code`,`from_day`);--> statement-breakpoint
CREATE TABLE `alliance_membership` (
	`region_code` text NOT NULL,
	`institution_code` text NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text,
	`alliance_id` text,
	`alliance_role` text,
	`recorded_by` text NOT NULL,
	`recorded_at` integer NOT NULL,
	PRIMARY KEY(`region_code`, `institution_code`, `from_day`),
	FOREIGN KEY (`region_code`,`institution_code`) REFERENCES `institution`(`region_code`,`code`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `contract_assignment` (
	`region_code` text NOT NULL,
	`contract_id` text NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text,
	`team_id` text NOT NULL,
	`practitioner_id` text NOT NULL,
	`institution_code` text NOT NULL,
	`handover_id` text,
	PRIMARY KEY(`region_code`, `contract_id`, `from_day`),
	FOREIGN KEY (`region_code`,`contract_id`) REFERENCES `contract`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`team_id`) REFERENCES `team`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `contract_assignment_by_handover` ON `contract_assignment` (`region_code`,`handover_id`);--> statement-breakpoint
CREATE TABLE `doctor_load` (
	`region_code` text NOT NULL,
	`practitioner_id` text NOT NULL,
	`signed_count` integer NOT NULL,
	`capacity` integer,
	PRIMARY KEY(`region_code`, `practitioner_id`),
	FOREIGN KEY (`region_code`,`practitioner_id`) REFERENCES `practitioner`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "doctor_load_not_negative" CHECK("doctor_load"."signed_count" >= 0)
) STRICT;
--> statement-breakpoint
CREATE TABLE `grid_cell` (
	`region_code` text NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`institution_code` text NOT NULL,
	`team_id` text,
	`places` text NOT NULL,
	PRIMARY KEY(`region_code`, `code`),
	FOREIGN KEY (`region_code`,`institution_code`) REFERENCES `institution`(`region_code`,`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`team_id`) REFERENCES `team`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `grid_cell_by_institution` ON `grid_cell` (`region_code`,`institution_code`);--> statement-breakpoint
CREATE INDEX `grid_cell_by_team` ON `grid_cell` (`region_code`,`team_id`);--> statement-breakpoint
CREATE TABLE `handover` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`from_institution_code` text NOT NULL,
	`to_institution_code` text NOT NULL,
	`reason` text NOT NULL,
	`effective_on` text NOT NULL,
	`contracts` integer NOT NULL,
	`done_by` text NOT NULL,
	`done_by_name` text NOT NULL,
	`done_at` integer NOT NULL,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`from_institution_code`) REFERENCES `institution`(`region_code`,`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`to_institution_code`) REFERENCES `institution`(`region_code`,`code`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `handover_by_time` ON `handover` (`region_code`,`done_at`);--> statement-breakpoint
CREATE TABLE `handover_list` (
	`region_code` text NOT NULL,
	`handover_id` text NOT NULL,
	`from_team_id` text NOT NULL,
	`to_team_id` text NOT NULL,
	`contracts` integer NOT NULL,
	PRIMARY KEY(`region_code`, `handover_id`, `from_team_id`),
	FOREIGN KEY (`region_code`,`handover_id`) REFERENCES `handover`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `handover_list_by_team` ON `handover_list` (`region_code`,`to_team_id`);--> statement-breakpoint
CREATE TABLE `team_closure` (
	`region_code` text NOT NULL,
	`team_id` text NOT NULL,
	`closed_on` text NOT NULL,
	`handover_id` text NOT NULL,
	PRIMARY KEY(`region_code`, `team_id`),
	FOREIGN KEY (`region_code`,`team_id`) REFERENCES `team`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `team_membership` (
	`region_code` text NOT NULL,
	`team_id` text NOT NULL,
	`practitioner_id` text NOT NULL,
	`from_day` text NOT NULL,
	`role` text NOT NULL,
	`to_day` text,
	PRIMARY KEY(`region_code`, `team_id`, `practitioner_id`, `from_day`),
	FOREIGN KEY (`region_code`,`team_id`) REFERENCES `team`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`practitioner_id`) REFERENCES `practitioner`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `team_membership_open` ON `team_membership` (`region_code`,`team_id`,`practitioner_id`) WHERE "team_membership"."to_day" is null;--> statement-breakpoint
CREATE INDEX `team_membership_by_person` ON `team_membership` (`region_code`,`practitioner_id`);--> statement-breakpoint
-- What the tables above take over from the columns and the table that go below.
INSERT INTO contract_package (region_code, contract_id, place, package_code)
  SELECT region_code, id, 0, package_code FROM contract;--> statement-breakpoint
INSERT INTO consent (region_code, id, resident_id, contract_id, scene, text_version, method, given_at, guardian_name, guardian_relation)
  SELECT region_code, id, resident_id, id, 'family_contract', consent_version,
    CASE WHEN consent_version = 'paper' THEN 'paper' WHEN guardian_name IS NOT NULL THEN 'guardian' ELSE 'self' END,
    consent_given_at, guardian_name, guardian_relation FROM contract;--> statement-breakpoint
INSERT INTO claimed_term (identity_index, contract_id, region_code, start_day, end_day)
  SELECT r.identity_index, c.id, c.region_code, c.start_day, c.end_day
  FROM contract c JOIN resident r ON r.region_code = c.region_code AND r.id = c.resident_id;--> statement-breakpoint
INSERT INTO team_membership (region_code, team_id, practitioner_id, from_day, role)
  SELECT m.region_code, m.team_id, m.practitioner_id,
    coalesce((SELECT min(c.start_day) FROM contract c WHERE c.region_code = m.region_code AND c.team_id = m.team_id), '2020-01-01'),
    CASE WHEN t.leader_id = m.practitioner_id THEN 'leader' WHEN p.profession = 'nurse' THEN 'nurse'
      WHEN p.profession = 'public_health' THEN 'public_health' ELSE 'doctor' END
  FROM team_member m
  JOIN team t ON t.region_code = m.region_code AND t.id = m.team_id
  JOIN practitioner p ON p.region_code = m.region_code AND p.id = m.practitioner_id;--> statement-breakpoint
INSERT INTO doctor_load (region_code, practitioner_id, signed_count)
  SELECT region_code, practitioner_id, count(DISTINCT resident_id) FROM contract WHERE status = 'in_force' GROUP BY region_code, practitioner_id;--> statement-breakpoint
INSERT INTO coverage_period (region_code, resident_id, from_day, insutype, retired)
  SELECT region_code, id, '1900-01-01', insutype, retired FROM resident;--> statement-breakpoint
INSERT INTO resident_key_group (region_code, resident_id, key_group, from_day, member)
  SELECT DISTINCT r.region_code, r.id, g.value, '1900-01-01', 1 FROM resident r, json_each(r.key_groups) g WHERE g.value NOT IN ('elderly65', 'child0to6');--> statement-breakpoint
INSERT INTO resident_absence (region_code, resident_id, from_day)
  SELECT region_code, id, moved_out_on FROM resident WHERE moved_out_on IS NOT NULL;--> statement-breakpoint
-- Policies imported before contracts had these terms get them as assumed; a region states its own in its next version.
UPDATE policy_version SET body = json_patch(body, json_object('contract', json('{"teamComposition":{"value":"advised","clause":"国卫基层发〔2018〕35号：签约团队应至少配备1名家庭医生、1名护理人员；原则上由家庭医生担任团队长","confidence":"assumed","note":"原文待核实；人员不齐的团队仍可签约，但处处提示缺少的岗位"},"coverage":{"goalYear":{"value":2035,"clause":"国卫基层发〔2022〕10号：到2035年","confidence":"secondary","note":"据新闻报道，原文待核实"},"totalGoal":{"value":"0.75","clause":"国卫基层发〔2022〕10号：到2035年签约服务覆盖率达到75%以上","confidence":"secondary","note":"据新闻报道，原文待核实"},"keyGroupGoal":{"value":"0.85","clause":"国卫基层发〔2022〕10号：到2035年重点人群签约服务覆盖率达到85%以上","confidence":"secondary","note":"据新闻报道，原文待核实"},"yearlyLeast":{"value":"0.01","clause":"国卫基层发〔2022〕10号：从2022年开始，每年提升1至3个百分点","confidence":"secondary","note":"据新闻报道，原文待核实"},"yearlyMost":{"value":"0.03","clause":"国卫基层发〔2022〕10号：从2022年开始，每年提升1至3个百分点","confidence":"secondary","note":"据新闻报道，原文待核实"}},"packages":[{"code":"basic","name":"基础服务包","kind":"basic","keyGroups":[],"yearlyPrice":{"value":7000,"clause":"政策原文未规定","confidence":"assumed","note":"北京市2022年相关研究按每年70元测算，三方分担比例为暂定"},"yearlyParts":{"value":{"fund":3000,"publicHealth":2000,"person":2000},"clause":"政策原文未规定","confidence":"assumed","note":"北京市2022年相关研究按每年70元测算，三方分担比例为暂定"},"items":[{"code":"consult","name":"健康咨询","perYear":{"value":-1,"clause":"政策原文未规定","confidence":"assumed"},"followUp":null},{"code":"referral_help","name":"预约与转诊协助","perYear":{"value":-1,"clause":"政策原文未规定","confidence":"assumed"},"followUp":null},{"code":"health_record","name":"健康档案建立与更新","perYear":{"value":1,"clause":"国家基本公共卫生服务规范（第三版）：居民健康档案管理","confidence":"secondary"},"followUp":null},{"code":"health_advice","name":"健康评估与指导","perYear":{"value":1,"clause":"政策原文未规定","confidence":"assumed"},"followUp":null}]},{"code":"elderly","name":"老年人服务包","kind":"personal","keyGroups":["elderly65"],"yearlyPrice":{"value":5000,"clause":"政策原文未规定","confidence":"assumed","note":"加在基础服务包之上，标准和分担比例为暂定"},"yearlyParts":{"value":{"fund":2000,"publicHealth":2000,"person":1000},"clause":"政策原文未规定","confidence":"assumed","note":"加在基础服务包之上，标准和分担比例为暂定"},"items":[{"code":"elderly_check","name":"老年人健康体检","perYear":{"value":1,"clause":"国家基本公共卫生服务规范（第三版）：老年人健康管理，每年一次","confidence":"secondary"},"followUp":"elderly_check"},{"code":"tcm_guidance","name":"中医体质辨识与保健指导","perYear":{"value":1,"clause":"国家基本公共卫生服务规范（第三版）：老年人中医药健康管理，每年一次","confidence":"secondary"},"followUp":null},{"code":"elderly_visit","name":"上门或电话访视","perYear":{"value":2,"clause":"政策原文未规定","confidence":"assumed"},"followUp":null}]},{"code":"hypertension","name":"高血压服务包","kind":"personal","keyGroups":["hypertension"],"yearlyPrice":{"value":5000,"clause":"政策原文未规定","confidence":"assumed","note":"加在基础服务包之上，标准和分担比例为暂定"},"yearlyParts":{"value":{"fund":2000,"publicHealth":2000,"person":1000},"clause":"政策原文未规定","confidence":"assumed","note":"加在基础服务包之上，标准和分担比例为暂定"},"items":[{"code":"bp_follow_up","name":"高血压面对面随访","perYear":{"value":4,"clause":"国家基本公共卫生服务规范（第三版）：高血压患者健康管理，每年至少4次面对面随访","confidence":"secondary"},"followUp":"hypertension"},{"code":"hypertension_check","name":"高血压患者健康检查","perYear":{"value":1,"clause":"国家基本公共卫生服务规范（第三版）：高血压患者健康管理，每年一次较全面的健康检查","confidence":"secondary"},"followUp":null},{"code":"bp_medication","name":"高血压用药指导","perYear":{"value":-1,"clause":"政策原文未规定","confidence":"assumed"},"followUp":null}]},{"code":"diabetes","name":"糖尿病服务包","kind":"personal","keyGroups":["diabetes"],"yearlyPrice":{"value":5000,"clause":"政策原文未规定","confidence":"assumed","note":"加在基础服务包之上，标准和分担比例为暂定"},"yearlyParts":{"value":{"fund":2000,"publicHealth":2000,"person":1000},"clause":"政策原文未规定","confidence":"assumed","note":"加在基础服务包之上，标准和分担比例为暂定"},"items":[{"code":"glucose_follow_up","name":"糖尿病面对面随访","perYear":{"value":4,"clause":"国家基本公共卫生服务规范（第三版）：2型糖尿病患者健康管理，每年至少4次面对面随访","confidence":"secondary"},"followUp":"diabetes"},{"code":"diabetes_check","name":"糖尿病患者健康检查","perYear":{"value":1,"clause":"国家基本公共卫生服务规范（第三版）：2型糖尿病患者健康管理，每年一次较全面的健康体检","confidence":"secondary"},"followUp":null},{"code":"glucose_medication","name":"糖尿病用药指导","perYear":{"value":-1,"clause":"政策原文未规定","confidence":"assumed"},"followUp":null}]},{"code":"maternal","name":"孕产妇服务包","kind":"personal","keyGroups":["pregnant"],"yearlyPrice":{"value":5000,"clause":"政策原文未规定","confidence":"assumed","note":"加在基础服务包之上，标准和分担比例为暂定"},"yearlyParts":{"value":{"fund":2000,"publicHealth":2000,"person":1000},"clause":"政策原文未规定","confidence":"assumed","note":"加在基础服务包之上，标准和分担比例为暂定"},"items":[{"code":"prenatal_visit","name":"孕期随访","perYear":{"value":5,"clause":"国家基本公共卫生服务规范（第三版）：孕产妇健康管理，孕期至少5次","confidence":"secondary"},"followUp":null},{"code":"postnatal_visit","name":"产后访视与产后42天检查","perYear":{"value":2,"clause":"国家基本公共卫生服务规范（第三版）：孕产妇健康管理，产后访视和产后42天健康检查","confidence":"secondary"},"followUp":null}]},{"code":"child","name":"儿童服务包","kind":"personal","keyGroups":["child0to6"],"yearlyPrice":{"value":5000,"clause":"政策原文未规定","confidence":"assumed","note":"加在基础服务包之上，标准和分担比例为暂定"},"yearlyParts":{"value":{"fund":2000,"publicHealth":2000,"person":1000},"clause":"政策原文未规定","confidence":"assumed","note":"加在基础服务包之上，标准和分担比例为暂定"},"items":[{"code":"child_check","name":"儿童健康检查","perYear":{"value":-1,"clause":"国家基本公共卫生服务规范（第三版）：0～6岁儿童健康管理，按月龄检查","confidence":"secondary"},"followUp":"child"},{"code":"child_tcm","name":"儿童中医药健康指导","perYear":{"value":2,"clause":"国家基本公共卫生服务规范（第三版）：0～36个月儿童中医药健康管理，每年两次","confidence":"secondary"},"followUp":null},{"code":"vaccination_advice","name":"预防接种咨询","perYear":{"value":-1,"clause":"政策原文未规定","confidence":"assumed"},"followUp":null}]},{"code":"disabled","name":"残疾人服务包","kind":"personal","keyGroups":["disabled"],"yearlyPrice":{"value":5000,"clause":"政策原文未规定","confidence":"assumed","note":"加在基础服务包之上，标准和分担比例为暂定"},"yearlyParts":{"value":{"fund":2000,"publicHealth":2000,"person":1000},"clause":"政策原文未规定","confidence":"assumed","note":"加在基础服务包之上，标准和分担比例为暂定"},"items":[{"code":"rehab_guidance","name":"康复指导","perYear":{"value":4,"clause":"政策原文未规定","confidence":"assumed"},"followUp":null},{"code":"disabled_visit","name":"上门服务","perYear":{"value":2,"clause":"政策原文未规定","confidence":"assumed"},"followUp":null}]},{"code":"severe_mental","name":"严重精神障碍患者服务包","kind":"personal","keyGroups":["severe_mental"],"yearlyPrice":{"value":5000,"clause":"政策原文未规定","confidence":"assumed","note":"加在基础服务包之上，暂定由基金和公卫经费承担"},"yearlyParts":{"value":{"fund":2000,"publicHealth":3000,"person":0},"clause":"政策原文未规定","confidence":"assumed","note":"加在基础服务包之上，暂定由基金和公卫经费承担"},"items":[{"code":"mental_follow_up","name":"严重精神障碍随访评估","perYear":{"value":4,"clause":"国家基本公共卫生服务规范（第三版）：严重精神障碍患者管理，每年至少4次","confidence":"secondary"},"followUp":"severe_mental"},{"code":"mental_check","name":"严重精神障碍患者健康检查","perYear":{"value":1,"clause":"国家基本公共卫生服务规范（第三版）：严重精神障碍患者管理，每年一次健康检查","confidence":"secondary"},"followUp":null}]},{"code":"tuberculosis","name":"肺结核患者服务包","kind":"personal","keyGroups":["tuberculosis"],"yearlyPrice":{"value":5000,"clause":"政策原文未规定","confidence":"assumed","note":"加在基础服务包之上，暂定由基金和公卫经费承担"},"yearlyParts":{"value":{"fund":2000,"publicHealth":3000,"person":0},"clause":"政策原文未规定","confidence":"assumed","note":"加在基础服务包之上，暂定由基金和公卫经费承担"},"items":[{"code":"tb_follow_up","name":"肺结核督导服药与随访","perYear":{"value":12,"clause":"国家基本公共卫生服务规范（第三版）：肺结核患者健康管理，每月至少一次","confidence":"secondary"},"followUp":"tuberculosis"},{"code":"tb_home_visit","name":"肺结核首次入户随访","perYear":{"value":1,"clause":"国家基本公共卫生服务规范（第三版）：肺结核患者健康管理，72小时内入户随访","confidence":"secondary"},"followUp":null}]},{"code":"special_family","name":"计划生育特殊家庭服务包","kind":"personal","keyGroups":["family_planning_special"],"yearlyPrice":{"value":5000,"clause":"政策原文未规定","confidence":"assumed","note":"加在基础服务包之上，暂定由基金和公卫经费承担"},"yearlyParts":{"value":{"fund":2000,"publicHealth":3000,"person":0},"clause":"政策原文未规定","confidence":"assumed","note":"加在基础服务包之上，暂定由基金和公卫经费承担"},"items":[{"code":"family_visit","name":"上门巡诊与关怀","perYear":{"value":4,"clause":"政策原文未规定","confidence":"assumed"},"followUp":null},{"code":"special_check","name":"健康体检","perYear":{"value":1,"clause":"政策原文未规定","confidence":"assumed"},"followUp":null}]}],"followUps":[{"code":"hypertension","name":"高血压随访","rhythm":{"kind":"months","every":{"value":3,"clause":"国家基本公共卫生服务规范（第三版）：高血压患者健康管理，每年至少4次面对面随访","confidence":"secondary"}},"dueDays":{"value":30,"clause":"政策原文未规定","confidence":"assumed","note":"列入工作台的提前天数"},"graceDays":{"value":30,"clause":"政策原文未规定","confidence":"assumed"},"apartDays":{"value":28,"clause":"政策原文未规定","confidence":"assumed"}},{"code":"diabetes","name":"糖尿病随访","rhythm":{"kind":"months","every":{"value":3,"clause":"国家基本公共卫生服务规范（第三版）：2型糖尿病患者健康管理，每年至少4次面对面随访","confidence":"secondary"}},"dueDays":{"value":30,"clause":"政策原文未规定","confidence":"assumed","note":"列入工作台的提前天数"},"graceDays":{"value":30,"clause":"政策原文未规定","confidence":"assumed"},"apartDays":{"value":28,"clause":"政策原文未规定","confidence":"assumed"}},{"code":"severe_mental","name":"严重精神障碍随访","rhythm":{"kind":"months","every":{"value":3,"clause":"国家基本公共卫生服务规范（第三版）：严重精神障碍患者管理，每年至少4次","confidence":"secondary"}},"dueDays":{"value":30,"clause":"政策原文未规定","confidence":"assumed","note":"列入工作台的提前天数"},"graceDays":{"value":30,"clause":"政策原文未规定","confidence":"assumed"},"apartDays":{"value":28,"clause":"政策原文未规定","confidence":"assumed"}},{"code":"tuberculosis","name":"肺结核随访","rhythm":{"kind":"months","every":{"value":1,"clause":"国家基本公共卫生服务规范（第三版）：肺结核患者健康管理，每月至少一次","confidence":"secondary"}},"dueDays":{"value":10,"clause":"政策原文未规定","confidence":"assumed","note":"列入工作台的提前天数"},"graceDays":{"value":10,"clause":"政策原文未规定","confidence":"assumed"},"apartDays":{"value":14,"clause":"政策原文未规定","confidence":"assumed"}},{"code":"elderly_check","name":"老年人年度体检","rhythm":{"kind":"months","every":{"value":12,"clause":"国家基本公共卫生服务规范（第三版）：老年人健康管理，每年一次","confidence":"secondary"}},"dueDays":{"value":120,"clause":"政策原文未规定","confidence":"assumed","note":"列入工作台的提前天数"},"graceDays":{"value":60,"clause":"政策原文未规定","confidence":"assumed"},"apartDays":{"value":180,"clause":"政策原文未规定","confidence":"assumed"}},{"code":"child","name":"儿童按月龄检查","rhythm":{"kind":"ages","atMonths":{"value":[1,3,6,8,12,18,24,30,36,48,60,72],"clause":"国家基本公共卫生服务规范（第三版）：0～6岁儿童健康管理：满月、3、6、8、12、18、24、30、36月龄和4、5、6岁","confidence":"secondary"}},"dueDays":{"value":30,"clause":"政策原文未规定","confidence":"assumed","note":"到月龄后列入工作台的天数"},"graceDays":{"value":60,"clause":"政策原文未规定","confidence":"assumed"},"apartDays":{"value":14,"clause":"政策原文未规定","confidence":"assumed"}}],"renewalReminders":{"listDays":{"value":[60,30,7],"clause":"政策原文未规定","confidence":"assumed","note":"到期前多少天列入续签名单"},"apartDays":{"value":7,"clause":"政策原文未规定","confidence":"assumed","note":"两次提醒至少间隔天数"}},"lifeCycle":{"renewalDaysBefore":{"value":30,"clause":"国卫基层发〔2018〕35号：签约期满前征求续约意愿","confidence":"assumed","note":"原文未写明提前天数"},"lateRenewalDays":{"value":365,"clause":"政策原文未规定","confidence":"assumed","note":"到期一年内可补续，自办理之日起计；逾期按新签办理"},"transfersPerYear":{"value":1,"clause":"国卫基层发〔2018〕35号：居民可根据服务情况自愿选择续约或另选其他团队","confidence":"assumed","note":"原文未写明次数；搬迁、团队撤并、家庭医生离岗不受次数限制"},"requestDays":{"value":7,"clause":"政策原文未规定","confidence":"assumed"}}}')))
  WHERE json_extract(body, '$.contract.packages') IS NULL;--> statement-breakpoint
DROP TABLE `team_member`;--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_contract` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`number` text NOT NULL,
	`resident_id` text NOT NULL,
	`team_id` text NOT NULL,
	`institution_code` text NOT NULL,
	`practitioner_id` text NOT NULL,
	`term_years` integer NOT NULL,
	`start_day` text NOT NULL,
	`end_day` text NOT NULL,
	`status` text NOT NULL,
	`signed_at` integer NOT NULL,
	`signed_by` text NOT NULL,
	`request_key` text NOT NULL,
	`ended_reason` text,
	`ended_at` integer,
	`previous_contract_id` text,
	`channel` text DEFAULT 'desk' NOT NULL,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`resident_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`team_id`) REFERENCES `team`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "contract_days_in_order" CHECK("__new_contract"."start_day" <= "__new_contract"."end_day" or "__new_contract"."status" = 'terminated')
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_contract`("region_code", "id", "number", "resident_id", "team_id", "institution_code", "practitioner_id", "term_years", "start_day", "end_day", "status", "signed_at", "signed_by", "request_key", "ended_reason", "ended_at", "previous_contract_id", "channel") SELECT "region_code", "id", "number", "resident_id", "team_id", "institution_code", "practitioner_id", "term_years", "start_day", "end_day", "status", "signed_at", "signed_by", "request_key", "ended_reason", "ended_at", NULL, 'desk' FROM `contract`;--> statement-breakpoint
DROP TABLE `contract`;--> statement-breakpoint
ALTER TABLE `__new_contract` RENAME TO `contract`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `contract_number` ON `contract` (`region_code`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `contract_request` ON `contract` (`region_code`,`request_key`);--> statement-breakpoint
CREATE INDEX `contract_by_resident` ON `contract` (`region_code`,`resident_id`,`start_day`);--> statement-breakpoint
CREATE INDEX `contract_by_team` ON `contract` (`region_code`,`team_id`,`status`,`end_day`);--> statement-breakpoint
CREATE INDEX `contract_by_practitioner` ON `contract` (`region_code`,`practitioner_id`,`status`);--> statement-breakpoint
CREATE INDEX `contract_by_previous` ON `contract` (`region_code`,`previous_contract_id`);--> statement-breakpoint
CREATE INDEX `contract_by_institution` ON `contract` (`region_code`,`institution_code`,`status`,`end_day`);--> statement-breakpoint
CREATE TABLE `__new_team` (
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
	CONSTRAINT "team_not_overfull" CHECK("__new_team"."signed_count" >= 0)
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_team`("region_code", "id", "institution_code", "name", "leader_id", "phone", "capacity", "signed_count") SELECT "region_code", "id", "institution_code", "name", "leader_id", "phone", "capacity", "signed_count" FROM `team`;--> statement-breakpoint
DROP TABLE `team`;--> statement-breakpoint
ALTER TABLE `__new_team` RENAME TO `team`;--> statement-breakpoint
CREATE INDEX `team_by_institution` ON `team` (`region_code`,`institution_code`);--> statement-breakpoint
ALTER TABLE `session` ADD `ward_id` text;--> statement-breakpoint
ALTER TABLE `contract_claim` ADD `revision` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `institution` ADD `closed_on` text;--> statement-breakpoint
ALTER TABLE `practitioner` ADD `left_on` text;--> statement-breakpoint
ALTER TABLE `resident` ADD `version` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `resident` ADD `merged_into_id` text;--> statement-breakpoint
ALTER TABLE `resident` ADD `search_version` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `resident_by_birth` ON `resident` (`region_code`,`birth_day`);--> statement-breakpoint
CREATE INDEX `resident_by_search_version` ON `resident` (`region_code`,`search_version`);--> statement-breakpoint
CREATE INDEX `resident_by_survivor` ON `resident` (`region_code`,`merged_into_id`) WHERE "resident"."merged_into_id" is not null;--> statement-breakpoint
UPDATE `contract` SET `channel` = 'import' WHERE `number` LIKE 'Y%';
