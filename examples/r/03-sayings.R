# Who said what?
# What the author only ascribes to somebody, such as a wish, is left out.
source("examples/r/read.R")
said <- subset(read_table("statements"), voice == "attributed" & quotation_type != "ascribed")

answer <- with(said, data.frame(speaker = name_of(speaker_id), statement_id, quotation_type, proposition))
answer <- sorted(answer, answer$speaker, answer$statement_id)
print(answer)
