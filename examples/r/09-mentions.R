# Who is talked about most?
source("examples/r/read.R")
mentions <- read_table("mentions")
mentions$actor <- name_of(mentions$actor_id)

answer <- aggregate(cbind(mentions = 1, pronouns = form_type == "pronoun") ~ actor, mentions, sum)
answer <- head(sorted(answer, -answer$mentions, answer$actor), 10)
print(answer)
