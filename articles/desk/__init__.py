"""What staff do. The only code that writes an article, an edition or a row projected from one."""
