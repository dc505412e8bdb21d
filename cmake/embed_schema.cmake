# cmake -DMODULE=story "-DFILES=schema/0001_a.sql;schema/0002_b.sql" -DOUTPUT=schema.cc -P embed_schema.cmake
# Writes the C++ that carries a module's migrations; run by the build when one of the files changes.
set(rows "")
foreach(path IN LISTS FILES)
  cmake_path(GET path STEM stem)
  file(READ ${path} sql)
  string(APPEND rows "    {\"${MODULE}\", \"${stem}\", R\"migration(${sql})migration\"},\n")
endforeach()

file(WRITE ${OUTPUT} "// Made from ${FILES}; change those.
#include \"${MODULE}/schema.h\"

#include <span>

#include \"db/migration.h\"

namespace ${MODULE} {
namespace {

constexpr db::Migration migrations[] = {
${rows}};

}  // namespace

std::span<const db::Migration> schema() { return migrations; }

}  // namespace ${MODULE}
")
