# Return a table of the package, all columns as text; an empty cell is NA, and nothing else is.
read_table <- function(name) {
  folder <- if (name %in% c("sources", "passages")) "seeds" else "data"
  path <- file.path(folder, paste0(name, ".csv"))
  read.csv(path, colClasses = "character", na.strings = "", encoding = "UTF-8")
}

actors <- read_table("actors")

# Return the names of actors by their ids.
name_of <- function(ids) actors$name[match(ids, actors$actor_id)]

# Return a data frame in the order of the columns given, by code points and not by the rules of a language.
sorted <- function(frame, ...) {
  frame <- frame[order(..., method = "radix"), , drop = FALSE]
  rownames(frame) <- NULL
  frame
}
