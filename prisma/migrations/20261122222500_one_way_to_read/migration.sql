-- How a file is read is said in one way, whether it comes alone or with others: "reading".
alter table "upload" drop column "mapping";
