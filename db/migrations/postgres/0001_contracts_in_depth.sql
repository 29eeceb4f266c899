CREATE TABLE "agreement_template" (
	"region_code" text NOT NULL,
	"scene" text NOT NULL,
	"kind" text NOT NULL,
	"version" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"in_force_from" text NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by_name" text NOT NULL,
	CONSTRAINT "agreement_template_region_code_scene_kind_version_pk" PRIMARY KEY("region_code","scene","kind","version")
);
--> statement-breakpoint
CREATE TABLE "contract_evidence" (
	"region_code" text NOT NULL,
	"id" text NOT NULL,
	"contract_id" text NOT NULL,
	"kind" text NOT NULL,
	"template_version" text NOT NULL,
	"document_sealed" text NOT NULL,
	"digest" text NOT NULL,
	"method" text NOT NULL,
	"signature_sealed" text,
	"signature_digest" text,
	"device" jsonb,
	"code_hash" text,
	"code_sealed" text,
	"recorded_at" bigint NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_by_name" text NOT NULL,
	CONSTRAINT "contract_evidence_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
ALTER TABLE "contract_evidence" ADD CONSTRAINT "contract_evidence_region_code_contract_id_contract_region_code_id_fk" FOREIGN KEY ("region_code","contract_id") REFERENCES "public"."contract"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "agreement_template_begins" ON "agreement_template" USING btree ("region_code","scene","kind","in_force_from");--> statement-breakpoint
CREATE UNIQUE INDEX "contract_evidence_once" ON "contract_evidence" USING btree ("region_code","contract_id","kind");--> statement-breakpoint
CREATE UNIQUE INDEX "contract_evidence_code" ON "contract_evidence" USING btree ("region_code","code_hash");--> statement-breakpoint
CREATE INDEX "contract_evidence_by_time" ON "contract_evidence" USING btree ("region_code","recorded_at");