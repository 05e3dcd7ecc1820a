"""What several rules of a family share: views of rows, vocabularies."""
