# Which claims of the author have no ground?
# A plain matter of fact needs none.
source("examples/r/read.R")
grounded <- subset(read_table("relations"), predicate == "supports")$object_id
claims <- subset(read_table("statements"), voice == "author" & claim_type != "factual")

answer <- subset(claims, !statement_id %in% grounded, select = c(statement_id, claim_type, proposition))
answer <- sorted(answer, answer$statement_id)
print(answer)
