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
CREATE INDEX `contract_evidence_by_time` ON `contract_evidence` (`region_code`,`recorded_at`);