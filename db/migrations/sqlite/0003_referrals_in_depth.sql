CREATE TABLE `referral_attachment` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`referral_id` text NOT NULL,
	`side` text NOT NULL,
	`file_name_sealed` text NOT NULL,
	`type` text NOT NULL,
	`bytes` integer NOT NULL,
	`digest` text NOT NULL,
	`added_at` integer NOT NULL,
	`added_by` text NOT NULL,
	`added_by_name` text NOT NULL,
	PRIMARY KEY(`region_code`, `id`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `referral_attachment_of` ON `referral_attachment` (`region_code`,`referral_id`,`added_at`);--> statement-breakpoint
CREATE TABLE `referral_attachment_chunk` (
	`region_code` text NOT NULL,
	`attachment_id` text NOT NULL,
	`seq` integer NOT NULL,
	`sealed` text NOT NULL,
	PRIMARY KEY(`region_code`, `attachment_id`, `seq`),
	FOREIGN KEY (`region_code`,`attachment_id`) REFERENCES `referral_attachment`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `benefit_year` (
	`region_code` text NOT NULL,
	`resident_id` text NOT NULL,
	`first_day` text NOT NULL,
	`used` text NOT NULL,
	PRIMARY KEY(`region_code`, `resident_id`, `first_day`),
	FOREIGN KEY (`region_code`,`resident_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `care_plan` (
	`region_code` text NOT NULL,
	`referral_id` text NOT NULL,
	`resident_id` text NOT NULL,
	`hospital_code` text NOT NULL,
	`home_code` text NOT NULL,
	`status` text NOT NULL,
	`content` text NOT NULL,
	`revision` integer NOT NULL,
	`saved_at` integer NOT NULL,
	`saved_by_name` text NOT NULL,
	`handed_over_at` integer,
	`discharged_on` text,
	`bed_days_freed` integer DEFAULT 0 NOT NULL,
	`readmitted_on` text,
	`readmission_source` text,
	`readmission_ref` text,
	`version` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`region_code`, `referral_id`),
	FOREIGN KEY (`region_code`,`referral_id`) REFERENCES `referral`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`resident_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`hospital_code`) REFERENCES `institution`(`region_code`,`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`home_code`) REFERENCES `institution`(`region_code`,`code`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "care_plan_freed_not_negative" CHECK("care_plan"."bed_days_freed" >= 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `care_plan_by_resident` ON `care_plan` (`region_code`,`resident_id`);--> statement-breakpoint
CREATE INDEX `care_plan_by_hospital` ON `care_plan` (`region_code`,`hospital_code`,`discharged_on`);--> statement-breakpoint
CREATE INDEX `care_plan_by_home` ON `care_plan` (`region_code`,`home_code`,`discharged_on`);--> statement-breakpoint
CREATE INDEX `care_plan_watched` ON `care_plan` (`region_code`,`discharged_on`) WHERE readmitted_on is null;--> statement-breakpoint
CREATE TABLE `care_plan_revision` (
	`region_code` text NOT NULL,
	`referral_id` text NOT NULL,
	`revision` integer NOT NULL,
	`content` text NOT NULL,
	`at` integer NOT NULL,
	`by_name` text NOT NULL,
	`reason` text,
	PRIMARY KEY(`region_code`, `referral_id`, `revision`),
	FOREIGN KEY (`region_code`,`referral_id`) REFERENCES `care_plan`(`region_code`,`referral_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `care_task` (
	`region_code` text NOT NULL,
	`referral_id` text NOT NULL,
	`key` text NOT NULL,
	`resident_id` text NOT NULL,
	`home_code` text NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`due_from` text NOT NULL,
	`due_on` text NOT NULL,
	`ended_as` text,
	`ended_on` text,
	`ended_at` integer,
	`ended_by_name` text,
	`place` text,
	`note` text,
	`measurements` text NOT NULL,
	PRIMARY KEY(`region_code`, `referral_id`, `key`),
	FOREIGN KEY (`region_code`,`referral_id`) REFERENCES `care_plan`(`region_code`,`referral_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`resident_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`home_code`) REFERENCES `institution`(`region_code`,`code`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `care_task_open` ON `care_task` (`region_code`,`home_code`,`due_on`,`referral_id`) WHERE ended_as is null;--> statement-breakpoint
CREATE INDEX `care_task_by_resident` ON `care_task` (`region_code`,`resident_id`,`due_on`);--> statement-breakpoint
CREATE TABLE `closed_month_total` (
	`region_code` text NOT NULL,
	`month` text NOT NULL,
	`account` text NOT NULL,
	`institution_code` text NOT NULL,
	`pool` text NOT NULL,
	`amount_fen` integer NOT NULL,
	PRIMARY KEY(`region_code`, `month`, `account`, `institution_code`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `paid_person` (
	`region_code` text NOT NULL,
	`year` text NOT NULL,
	`pool` text NOT NULL,
	`resident_id` text NOT NULL,
	`amount_fen` integer NOT NULL,
	PRIMARY KEY(`region_code`, `year`, `pool`, `resident_id`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `paid_person_counted` ON `paid_person` (`region_code`,`year`,`pool`) WHERE "paid_person"."amount_fen" > 0;--> statement-breakpoint
CREATE INDEX `paid_person_by_resident` ON `paid_person` (`region_code`,`resident_id`);--> statement-breakpoint
CREATE TABLE `consult_message` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`referral_id` text NOT NULL,
	`at` integer NOT NULL,
	`side` text NOT NULL,
	`author_id` text NOT NULL,
	`author_name` text NOT NULL,
	`text` text NOT NULL,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`referral_id`) REFERENCES `referral`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `consult_message_of_referral` ON `consult_message` (`region_code`,`referral_id`,`at`);--> statement-breakpoint
CREATE TABLE `diagnosis` (
	`region_code` text NOT NULL,
	`version` text NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	PRIMARY KEY(`region_code`, `version`, `code`),
	FOREIGN KEY (`region_code`,`version`) REFERENCES `diagnosis_list`(`region_code`,`version`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `diagnosis_key` (
	`region_code` text NOT NULL,
	`version` text NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`code` text NOT NULL,
	`skipped` integer NOT NULL,
	PRIMARY KEY(`region_code`, `version`, `kind`, `key`, `code`),
	FOREIGN KEY (`region_code`,`version`,`code`) REFERENCES `diagnosis`(`region_code`,`version`,`code`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `diagnosis_key_of_code` ON `diagnosis_key` (`region_code`,`version`,`code`);--> statement-breakpoint
CREATE TABLE `diagnosis_list` (
	`region_code` text NOT NULL,
	`version` text NOT NULL,
	`in_force_from` text NOT NULL,
	`status` text NOT NULL,
	`entries` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by_name` text NOT NULL,
	PRIMARY KEY(`region_code`, `version`)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `diagnosis_list_begins` ON `diagnosis_list` (`region_code`,`in_force_from`);--> statement-breakpoint
CREATE TABLE `member_news` (
	`region_code` text NOT NULL,
	`resident_id` text NOT NULL,
	`mark` text NOT NULL,
	PRIMARY KEY(`region_code`, `resident_id`, `mark`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `member_watch` (
	`region_code` text PRIMARY KEY NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `posting` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`from_institution_code` text NOT NULL,
	`to_institution_code` text NOT NULL,
	`person_name` text NOT NULL,
	`title` text NOT NULL,
	`subject` text,
	`from_day` text NOT NULL,
	`to_day` text NOT NULL,
	`times` integer NOT NULL,
	`people` integer NOT NULL,
	`note` text,
	`request_key` text NOT NULL,
	`recorded_at` integer NOT NULL,
	`recorded_by_name` text NOT NULL,
	`withdrawn_at` integer,
	`withdrawn_reason` text,
	`version` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`from_institution_code`) REFERENCES `institution`(`region_code`,`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`to_institution_code`) REFERENCES `institution`(`region_code`,`code`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "posting_counts" CHECK("posting"."times" > 0 and "posting"."people" >= 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `posting_request` ON `posting` (`region_code`,`request_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `posting_once` ON `posting` (`region_code`,`from_institution_code`,`to_institution_code`,`kind`,`person_name`,`from_day`) WHERE "posting"."withdrawn_at" is null;--> statement-breakpoint
CREATE INDEX `posting_by_day` ON `posting` (`region_code`,`from_day`);--> statement-breakpoint
CREATE TABLE `referral_draft` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`resident_id` text NOT NULL,
	`institution_code` text NOT NULL,
	`writer_id` text NOT NULL,
	`body_sealed` text NOT NULL,
	`slot_id` text,
	`bed_slot_ids` text NOT NULL,
	`created_at` integer NOT NULL,
	`saved_at` integer NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`resident_id`) REFERENCES `resident`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`institution_code`) REFERENCES `institution`(`region_code`,`code`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `referral_draft_of_writer` ON `referral_draft` (`region_code`,`writer_id`,`saved_at`);--> statement-breakpoint
CREATE INDEX `referral_draft_of_resident` ON `referral_draft` (`region_code`,`resident_id`);--> statement-breakpoint
CREATE TABLE `saved_filter` (
	`region_code` text NOT NULL,
	`account_id` text NOT NULL,
	`id` text NOT NULL,
	`screen` text NOT NULL,
	`name` text NOT NULL,
	`query` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`region_code`, `account_id`, `id`),
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `saved_filter_name` ON `saved_filter` (`region_code`,`account_id`,`screen`,`name`);--> statement-breakpoint
CREATE TABLE `capacity_resource` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`institution_code` text NOT NULL,
	`kind` text NOT NULL,
	`department_code` text NOT NULL,
	`department_name` text NOT NULL,
	`name` text NOT NULL,
	`note` text,
	`closed_on` text,
	`version` integer NOT NULL,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`institution_code`) REFERENCES `institution`(`region_code`,`code`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `capacity_resource_once` ON `capacity_resource` (`region_code`,`institution_code`,`department_code`,`name`) WHERE "capacity_resource"."closed_on" is null;--> statement-breakpoint
CREATE TABLE `capacity_schedule` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`institution_code` text NOT NULL,
	`resource_id` text NOT NULL,
	`weekdays` text NOT NULL,
	`from_time` text NOT NULL,
	`to_time` text NOT NULL,
	`capacity` integer NOT NULL,
	`urgent_only` integer NOT NULL,
	`on_holidays` integer NOT NULL,
	`public_lead_days` integer NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	`version` integer NOT NULL,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`resource_id`) REFERENCES `capacity_resource`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "capacity_schedule_some" CHECK("capacity_schedule"."capacity" > 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `capacity_schedule_of_resource` ON `capacity_schedule` (`region_code`,`resource_id`);--> statement-breakpoint
CREATE TABLE `schedule_exception` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`institution_code` text NOT NULL,
	`resource_id` text,
	`from_day` text NOT NULL,
	`to_day` text NOT NULL,
	`effect` text NOT NULL,
	`capacity` integer,
	`reason` text NOT NULL,
	`recorded_at` integer NOT NULL,
	`recorded_by` text NOT NULL,
	`withdrawn_at` integer,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`institution_code`) REFERENCES `institution`(`region_code`,`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`region_code`,`resource_id`) REFERENCES `capacity_resource`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "schedule_exception_capacity" CHECK(("schedule_exception"."effect" = 'capacity') = ("schedule_exception"."capacity" is not null))
) STRICT;
--> statement-breakpoint
CREATE INDEX `schedule_exception_by_day` ON `schedule_exception` (`region_code`,`institution_code`,`to_day`);--> statement-breakpoint
CREATE TABLE `specialty_alliance` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`hospital_code` text NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text,
	`version` integer NOT NULL,
	`founded_at` integer NOT NULL,
	`founded_by_name` text NOT NULL,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`hospital_code`) REFERENCES `institution`(`region_code`,`code`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "specialty_alliance_days_in_order" CHECK("specialty_alliance"."from_day" <= "specialty_alliance"."to_day")
) STRICT;
--> statement-breakpoint
CREATE INDEX `specialty_alliance_by_hospital` ON `specialty_alliance` (`region_code`,`hospital_code`);--> statement-breakpoint
CREATE TABLE `specialty_department` (
	`region_code` text NOT NULL,
	`specialty_id` text NOT NULL,
	`department_code` text NOT NULL,
	`department_name` text NOT NULL,
	PRIMARY KEY(`region_code`, `specialty_id`, `department_code`),
	FOREIGN KEY (`region_code`,`specialty_id`) REFERENCES `specialty_alliance`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `specialty_member` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`specialty_id` text NOT NULL,
	`kind` text NOT NULL,
	`member_id` text NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`specialty_id`) REFERENCES `specialty_alliance`(`region_code`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "specialty_member_days_in_order" CHECK("specialty_member"."from_day" <= "specialty_member"."to_day")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `specialty_member_open` ON `specialty_member` (`region_code`,`specialty_id`,`kind`,`member_id`) WHERE "specialty_member"."to_day" is null;--> statement-breakpoint
CREATE INDEX `specialty_member_of` ON `specialty_member` (`region_code`,`kind`,`member_id`);--> statement-breakpoint
CREATE TABLE `waiting_offer` (
	`region_code` text NOT NULL,
	`id` text NOT NULL,
	`referral_id` text NOT NULL,
	`institution_code` text NOT NULL,
	`department_code` text NOT NULL,
	`department_name` text NOT NULL,
	`kind` text NOT NULL,
	`session_id` text NOT NULL,
	`resource_name` text NOT NULL,
	`starts_at` integer NOT NULL,
	`slot_ids` text NOT NULL,
	`offered_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`outcome` text NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	`origin` text NOT NULL,
	`reason` text,
	`offered_by` text NOT NULL,
	`standing` text NOT NULL,
	`rank` integer NOT NULL,
	`waiting` integer NOT NULL,
	`considered` text NOT NULL,
	`policy_id` text NOT NULL,
	PRIMARY KEY(`region_code`, `id`),
	FOREIGN KEY (`region_code`,`referral_id`) REFERENCES `referral`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `waiting_offer_open` ON `waiting_offer` (`region_code`,`referral_id`) WHERE "waiting_offer"."outcome" = 'open';--> statement-breakpoint
CREATE INDEX `waiting_offer_of_referral` ON `waiting_offer` (`region_code`,`referral_id`,`offered_at`);--> statement-breakpoint
CREATE INDEX `waiting_offer_by_place` ON `waiting_offer` (`region_code`,`institution_code`,`offered_at`);--> statement-breakpoint
CREATE INDEX `waiting_offer_due` ON `waiting_offer` (`region_code`,`outcome`,`expires_at`);--> statement-breakpoint
CREATE TABLE `waiting_turn` (
	`region_code` text NOT NULL,
	`referral_id` text NOT NULL,
	`institution_code` text NOT NULL,
	`department_code` text NOT NULL,
	`kind` text NOT NULL,
	`resource_name` text,
	`nights` integer NOT NULL,
	`standing` text NOT NULL,
	`turn_since` integer NOT NULL,
	`first_offer_at` integer,
	`lapses` integer NOT NULL,
	`broken_at` integer,
	PRIMARY KEY(`region_code`, `referral_id`),
	FOREIGN KEY (`region_code`,`referral_id`) REFERENCES `referral`(`region_code`,`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
DROP INDEX `slot_search`;--> statement-breakpoint
DROP INDEX `slot_of_referral`;--> statement-breakpoint
ALTER TABLE `slot` ADD `kind` text DEFAULT 'clinic' NOT NULL;--> statement-breakpoint
ALTER TABLE `slot` ADD `part` text DEFAULT 'visit' NOT NULL;--> statement-breakpoint
ALTER TABLE `slot` ADD `dealt_to` text;--> statement-breakpoint
CREATE INDEX `slot_of_referral_by_time` ON `slot` (`region_code`,`referral_id`,`starts_at`) WHERE "slot"."status" in ('held', 'booked', 'used');--> statement-breakpoint
CREATE INDEX `slot_free` ON `slot` (`region_code`,`session_id`,`status`,`dealt_to`,`expires_at`);--> statement-breakpoint
CREATE INDEX `slot_open` ON `slot` (`region_code`,`starts_at`) WHERE "slot"."status" in ('free', 'held');--> statement-breakpoint
CREATE UNIQUE INDEX `slot_of_referral` ON `slot` (`region_code`,`referral_id`,`part`) WHERE "slot"."status" in ('held', 'booked', 'used');--> statement-breakpoint
DROP INDEX `ledger_by_month`;--> statement-breakpoint
CREATE INDEX `ledger_paid_ahead` ON `ledger_entry` (`region_code`,`origin_month`) WHERE "ledger_entry"."kind" = 'prepayment';--> statement-breakpoint
CREATE INDEX `ledger_by_month` ON `ledger_entry` (`region_code`,`month`,`account`,`institution_code`,`kind`,`pool`,`amount_fen`);--> statement-breakpoint
ALTER TABLE `consent` ADD `referral_id` text;--> statement-breakpoint
CREATE INDEX `consent_by_referral` ON `consent` (`region_code`,`referral_id`);--> statement-breakpoint
ALTER TABLE `clinic_session` ADD `kind` text DEFAULT 'clinic' NOT NULL;--> statement-breakpoint
ALTER TABLE `clinic_session` ADD `resource_id` text;--> statement-breakpoint
ALTER TABLE `clinic_session` ADD `schedule_id` text;--> statement-breakpoint
ALTER TABLE `clinic_session` ADD `borrow_at` integer;--> statement-breakpoint
ALTER TABLE `clinic_session` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `clinic_session_of_schedule` ON `clinic_session` (`region_code`,`schedule_id`,`day`);--> statement-breakpoint
CREATE UNIQUE INDEX `clinic_session_ward_day` ON `clinic_session` (`region_code`,`institution_code`,`department_code`,`resource_name`,`day`) WHERE "clinic_session"."kind" = 'ward' and "clinic_session"."status" = 'published';--> statement-breakpoint
CREATE INDEX `clinic_session_search` ON `clinic_session` (`region_code`,`department_code`,`kind`,`day`);--> statement-breakpoint
CREATE INDEX `clinic_session_of_resource` ON `clinic_session` (`region_code`,`resource_id`,`day`);--> statement-breakpoint
ALTER TABLE `referral` ADD `external` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `referral` ADD `consult_type` text;--> statement-breakpoint
ALTER TABLE `referral` ADD `may_convert` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `referral` ADD `purpose` text;--> statement-breakpoint
ALTER TABLE `referral` ADD `history` text;--> statement-breakpoint
ALTER TABLE `referral` ADD `treatment` text;--> statement-breakpoint
ALTER TABLE `referral` ADD `danger_signs` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `referral` ADD `assessment` text DEFAULT '{"measurements":{},"symptoms":[]}' NOT NULL;--> statement-breakpoint
ALTER TABLE `referral` ADD `bed_slot_ids` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `referral` ADD `previous_id` text;--> statement-breakpoint
ALTER TABLE `referral` ADD `origin` text;--> statement-breakpoint
ALTER TABLE `referral` ADD `answered_at` integer;--> statement-breakpoint
ALTER TABLE `referral` ADD `queued_at` integer;--> statement-breakpoint
ALTER TABLE `referral` ADD `promised_day` text;--> statement-breakpoint
ALTER TABLE `referral` ADD `treated_at` integer;--> statement-breakpoint
ALTER TABLE `referral` ADD `returned_at` integer;--> statement-breakpoint
ALTER TABLE `referral` ADD `received_at` integer;--> statement-breakpoint
ALTER TABLE `referral` ADD `followed_up_at` integer;--> statement-breakpoint
ALTER TABLE `referral` ADD `closed_at` integer;--> statement-breakpoint
ALTER TABLE `referral` ADD `decline_code` text;--> statement-breakpoint
ALTER TABLE `referral` ADD `assignee_id` text;--> statement-breakpoint
ALTER TABLE `referral` ADD `escalated_at` integer;--> statement-breakpoint
CREATE INDEX `referral_following` ON `referral` (`region_code`,`previous_id`);--> statement-breakpoint
CREATE INDEX `referral_received_newest` ON `referral` (`region_code`,`to_institution_code`,`created_at`);--> statement-breakpoint
CREATE INDEX `referral_sent_newest` ON `referral` (`region_code`,`from_institution_code`,`created_at`);--> statement-breakpoint
CREATE INDEX `referral_newest` ON `referral` (`region_code`,`created_at`);--> statement-breakpoint
CREATE INDEX `referral_state` ON `referral` (`region_code`,`status`,`decided_at`,`kind`,`sent_at`,`answer_due_at`);--> statement-breakpoint
CREATE INDEX `referral_waiting` ON `referral` (`region_code`,`to_institution_code`,`department_code`,`status`);--> statement-breakpoint
ALTER TABLE `period` ADD `counted_by` text;--> statement-breakpoint
ALTER TABLE `period` ADD `totalled_at` integer;--> statement-breakpoint
CREATE INDEX `contract_by_start` ON `contract` (`region_code`,`start_day`);--> statement-breakpoint
CREATE INDEX `contract_by_end` ON `contract` (`region_code`,`end_day`);--> statement-breakpoint
CREATE INDEX `policy_version_digests` ON `policy_version` (`region_code`,`id`,`digest`);--> statement-breakpoint
CREATE INDEX `institution_by_parent` ON `institution` (`region_code`,`parent_code`);--> statement-breakpoint
CREATE INDEX `resident_by_death` ON `resident` (`region_code`,`death_day`) WHERE "resident"."death_day" is not null;--> statement-breakpoint
CREATE INDEX `handover_of_kind` ON `handover` (`region_code`,`kind`,`effective_on`,`id`);--> statement-breakpoint
-- Policies imported before referrals had these terms get them as assumed; a region states its own in its next version.
UPDATE policy_version SET body = json_patch(body, json('{"quota":{"dealing":{"value":false,"clause":"政策原文未规定","confidence":"assumed","note":"不按签约人数分配，医联体内先约先得"},"borrowHoursBefore":{"value":72,"clause":"政策原文未规定","confidence":"assumed","note":"分配后未约的号，就诊前72小时起其他基层机构也可约"},"promiseDays":{"emergency":{"value":0,"clause":"政策原文未规定","confidence":"assumed","note":"急诊不排候补，直接收治"},"urgent":{"value":3,"clause":"政策原文未规定","confidence":"assumed"},"routine":{"value":14,"clause":"政策原文未规定","confidence":"assumed"}},"offerHours":{"value":12,"clause":"政策原文未规定","confidence":"assumed","note":"候补号保留12小时，未确认则给下一位"}},"referral":{"consultHours":{"value":24,"clause":"政策原文未规定","confidence":"assumed","note":"按一个工作日折算"},"escalateAfterHours":{"value":2,"clause":"政策原文未规定","confidence":"assumed","note":"超过答复时限两小时仍未答复，提醒医联体管理人员"},"receiveDays":{"value":3,"clause":"政策原文未规定","confidence":"assumed","note":"下转后三日内由签约团队接续"},"readmissionDays":{"value":31,"clause":"三级医院评审标准：出院后31天内非预期再住院","confidence":"secondary"}}}'))
  WHERE json_extract(body, '$.quota.dealing') IS NULL;--> statement-breakpoint
-- The first answer is known only where a referral was answered and nothing came after.
UPDATE referral SET answered_at = decided_at WHERE status IN ('accepted', 'arrived', 'completed', 'returned', 'declined') AND answered_at IS NULL;
--> statement-breakpoint
-- Residents whose place among the members may have changed are noted, whoever writes it.
CREATE TRIGGER contract_is_news_inserted AFTER INSERT ON contract BEGIN
  INSERT INTO member_news SELECT new.region_code, new.resident_id, hex(randomblob(8)) WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = new.region_code);
END;
--> statement-breakpoint
CREATE TRIGGER contract_is_news_updated AFTER UPDATE OF resident_id, team_id, institution_code, start_day, end_day ON contract BEGIN
  INSERT INTO member_news SELECT old.region_code, old.resident_id, hex(randomblob(8)) WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = old.region_code) AND old.resident_id <> new.resident_id;
  INSERT INTO member_news SELECT new.region_code, new.resident_id, hex(randomblob(8)) WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = new.region_code);
END;
--> statement-breakpoint
CREATE TRIGGER contract_is_news_deleted AFTER DELETE ON contract BEGIN
  INSERT INTO member_news SELECT old.region_code, old.resident_id, hex(randomblob(8)) WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = old.region_code);
END;
--> statement-breakpoint
CREATE TRIGGER contract_assignment_is_news_inserted AFTER INSERT ON contract_assignment BEGIN
  INSERT INTO member_news SELECT region_code, resident_id, hex(randomblob(8)) FROM contract WHERE region_code = new.region_code AND id = new.contract_id AND EXISTS (SELECT 1 FROM member_watch WHERE region_code = new.region_code);
END;
--> statement-breakpoint
CREATE TRIGGER contract_assignment_is_news_updated AFTER UPDATE ON contract_assignment BEGIN
  INSERT INTO member_news SELECT region_code, resident_id, hex(randomblob(8)) FROM contract WHERE region_code = old.region_code AND id = old.contract_id AND EXISTS (SELECT 1 FROM member_watch WHERE region_code = old.region_code) AND old.contract_id <> new.contract_id;
  INSERT INTO member_news SELECT region_code, resident_id, hex(randomblob(8)) FROM contract WHERE region_code = new.region_code AND id = new.contract_id AND EXISTS (SELECT 1 FROM member_watch WHERE region_code = new.region_code);
END;
--> statement-breakpoint
CREATE TRIGGER contract_assignment_is_news_deleted AFTER DELETE ON contract_assignment BEGIN
  INSERT INTO member_news SELECT region_code, resident_id, hex(randomblob(8)) FROM contract WHERE region_code = old.region_code AND id = old.contract_id AND EXISTS (SELECT 1 FROM member_watch WHERE region_code = old.region_code);
END;
--> statement-breakpoint
CREATE TRIGGER resident_is_news_updated AFTER UPDATE OF birth_day, death_day, sex ON resident BEGIN
  INSERT INTO member_news SELECT new.region_code, new.id, hex(randomblob(8)) WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = new.region_code);
END;
--> statement-breakpoint
CREATE TRIGGER coverage_period_is_news_inserted AFTER INSERT ON coverage_period BEGIN
  INSERT INTO member_news SELECT new.region_code, new.resident_id, hex(randomblob(8)) WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = new.region_code) AND EXISTS (SELECT 1 FROM contract WHERE region_code = new.region_code AND resident_id = new.resident_id);
END;
--> statement-breakpoint
CREATE TRIGGER coverage_period_is_news_updated AFTER UPDATE ON coverage_period BEGIN
  INSERT INTO member_news SELECT old.region_code, old.resident_id, hex(randomblob(8)) WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = old.region_code) AND EXISTS (SELECT 1 FROM contract WHERE region_code = old.region_code AND resident_id = old.resident_id) AND old.resident_id <> new.resident_id;
  INSERT INTO member_news SELECT new.region_code, new.resident_id, hex(randomblob(8)) WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = new.region_code) AND EXISTS (SELECT 1 FROM contract WHERE region_code = new.region_code AND resident_id = new.resident_id);
END;
--> statement-breakpoint
CREATE TRIGGER coverage_period_is_news_deleted AFTER DELETE ON coverage_period BEGIN
  INSERT INTO member_news SELECT old.region_code, old.resident_id, hex(randomblob(8)) WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = old.region_code) AND EXISTS (SELECT 1 FROM contract WHERE region_code = old.region_code AND resident_id = old.resident_id);
END;
--> statement-breakpoint
CREATE TRIGGER resident_key_group_is_news_inserted AFTER INSERT ON resident_key_group BEGIN
  INSERT INTO member_news SELECT new.region_code, new.resident_id, hex(randomblob(8)) WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = new.region_code) AND EXISTS (SELECT 1 FROM contract WHERE region_code = new.region_code AND resident_id = new.resident_id);
END;
--> statement-breakpoint
CREATE TRIGGER resident_key_group_is_news_updated AFTER UPDATE ON resident_key_group BEGIN
  INSERT INTO member_news SELECT old.region_code, old.resident_id, hex(randomblob(8)) WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = old.region_code) AND EXISTS (SELECT 1 FROM contract WHERE region_code = old.region_code AND resident_id = old.resident_id) AND old.resident_id <> new.resident_id;
  INSERT INTO member_news SELECT new.region_code, new.resident_id, hex(randomblob(8)) WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = new.region_code) AND EXISTS (SELECT 1 FROM contract WHERE region_code = new.region_code AND resident_id = new.resident_id);
END;
--> statement-breakpoint
CREATE TRIGGER resident_key_group_is_news_deleted AFTER DELETE ON resident_key_group BEGIN
  INSERT INTO member_news SELECT old.region_code, old.resident_id, hex(randomblob(8)) WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = old.region_code) AND EXISTS (SELECT 1 FROM contract WHERE region_code = old.region_code AND resident_id = old.resident_id);
END;
--> statement-breakpoint
CREATE TRIGGER resident_absence_is_news_inserted AFTER INSERT ON resident_absence BEGIN
  INSERT INTO member_news SELECT new.region_code, new.resident_id, hex(randomblob(8)) WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = new.region_code) AND EXISTS (SELECT 1 FROM contract WHERE region_code = new.region_code AND resident_id = new.resident_id);
END;
--> statement-breakpoint
CREATE TRIGGER resident_absence_is_news_updated AFTER UPDATE ON resident_absence BEGIN
  INSERT INTO member_news SELECT old.region_code, old.resident_id, hex(randomblob(8)) WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = old.region_code) AND EXISTS (SELECT 1 FROM contract WHERE region_code = old.region_code AND resident_id = old.resident_id) AND old.resident_id <> new.resident_id;
  INSERT INTO member_news SELECT new.region_code, new.resident_id, hex(randomblob(8)) WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = new.region_code) AND EXISTS (SELECT 1 FROM contract WHERE region_code = new.region_code AND resident_id = new.resident_id);
END;
--> statement-breakpoint
CREATE TRIGGER resident_absence_is_news_deleted AFTER DELETE ON resident_absence BEGIN
  INSERT INTO member_news SELECT old.region_code, old.resident_id, hex(randomblob(8)) WHERE EXISTS (SELECT 1 FROM member_watch WHERE region_code = old.region_code) AND EXISTS (SELECT 1 FROM contract WHERE region_code = old.region_code AND resident_id = old.resident_id);
END;
