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
ALTER TABLE `resident` ADD `version` integer DEFAULT 0 NOT NULL;