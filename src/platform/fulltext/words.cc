#include "fulltext/words.h"

#include <locale.h>
#include <wctype.h>

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace fulltext {
namespace {

struct Group {
  std::string_view to;
  std::u32string_view from;
};

// Letters with a mark, a stroke or a shape of their own, and what people type instead. From Unicode's decompositions
// (marks left out, case folded); what has none (ß, æ, ø, đ, ł …) as it is commonly written.
constexpr Group groups[] = {
    {"a", U"ÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎǞǟǠǡǺǻȀȁȂȃȦȧḀḁẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặ"},
    {"ae", U"ÆæǢǣǼǽ"},
    {"b", U"ḂḃḄḅḆḇ"},
    {"c", U"ÇçĆćĈĉĊċČčḈḉ"},
    {"d", U"ÐðĎďĐđḊḋḌḍḎḏḐḑḒḓ"},
    {"dz", U"ǄǅǆǱǲǳ"},
    {"e", U"ÈÉÊËèéêëĒēĔĕĖėĘęĚěȄȅȆȇȨȩḔḕḖḗḘḙḚḛḜḝẸẹẺẻẼẽẾếỀềỂểỄễỆệ"},
    {"f", U"ƑƒḞḟ"},
    {"g", U"ĜĝĞğĠġĢģǦǧǴǵḠḡ"},
    {"h", U"ĤĥĦħȞȟḢḣḤḥḦḧḨḩḪḫẖ"},
    {"i", U"ÌÍÎÏìíîïĨĩĪīĬĭĮįİıǏǐȈȉȊȋḬḭḮḯỈỉỊị"},
    {"ij", U"Ĳĳ"},
    {"j", U"Ĵĵǰ"},
    {"k", U"ĶķĸǨǩḰḱḲḳḴḵ"},
    {"l", U"ĹĺĻļĽľŁłḶḷḸḹḺḻḼḽ"},
    {"lj", U"Ǉǈǉ"},
    {"l", U"Ŀŀ"},
    {"m", U"ḾḿṀṁṂṃ"},
    {"n", U"ÑñŃńŅņŇňŊŋǸǹṄṅṆṇṈṉṊṋ"},
    {"nj", U"Ǌǋǌ"},
    {"o", U"ÒÓÔÕÖØòóôõöøŌōŎŏŐőƠơǑǒǪǫǬǭǾǿȌȍȎȏȪȫȬȭȮȯȰȱṌṍṎṏṐṑṒṓỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợ"},
    {"oe", U"Œœ"},
    {"p", U"ṔṕṖṗ"},
    {"r", U"ŔŕŖŗŘřȐȑȒȓṘṙṚṛṜṝṞṟ"},
    {"s", U"ŚśŜŝŞşŠšſȘșṠṡṢṣṤṥṦṧṨṩẛ"},
    {"ss", U"ßẞ"},
    {"t", U"ŢţŤťŦŧȚțṪṫṬṭṮṯṰṱẗ"},
    {"th", U"Þþ"},
    {"u", U"ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųƯưǓǔǕǖǗǘǙǚǛǜȔȕȖȗṲṳṴṵṶṷṸṹṺṻỤụỦủỨứỪừỬửỮữỰự"},
    {"v", U"ṼṽṾṿ"},
    {"w", U"ŴŵẀẁẂẃẄẅẆẇẈẉẘ"},
    {"x", U"ẊẋẌẍ"},
    {"y", U"ÝýÿŶŷŸȲȳẎẏẙỲỳỴỵỶỷỸỹ"},
    {"z", U"ŹźŻżŽžẐẑẒẓẔẕ"},
    {"ʒ", U"Ǯǯ"},
    {"ʼn", U"ŉ"},
    {"α", U"ΆάἀἁἂἃἄἅἆἇἈἉἊἋἌἍἎἏὰάᾀᾁᾂᾃᾄᾅᾆᾇᾈᾉᾊᾋᾌᾍᾎᾏᾰᾱᾲᾳᾴᾶᾷᾸᾹᾺΆᾼ"},
    {"β", U"ϐ"},
    {"ε", U"ΈέϵἐἑἒἓἔἕἘἙἚἛἜἝὲέῈΈ"},
    {"η", U"ΉήἠἡἢἣἤἥἦἧἨἩἪἫἬἭἮἯὴήᾐᾑᾒᾓᾔᾕᾖᾗᾘᾙᾚᾛᾜᾝᾞᾟῂῃῄῆῇῊΉῌ"},
    {"θ", U"ϑ"},
    {"ι", U"ΊΐΪίϊἰἱἲἳἴἵἶἷἸἹἺἻἼἽἾἿὶίιῐῑῒΐῖῗῘῙῚΊ"},
    {"κ", U"ϰ"},
    {"ο", U"ΌόὀὁὂὃὄὅὈὉὊὋὌὍὸόῸΌ"},
    {"π", U"ϖ"},
    {"ρ", U"ϱῤῥῬ"},
    {"σ", U"ςϲϹ"},
    {"υ", U"ΎΫΰϋύϒϓϔὐὑὒὓὔὕὖὗὙὛὝὟὺύῠῡῢΰῦῧῨῩῪΎ"},
    {"φ", U"ϕ"},
    {"ω", U"ΏώὠὡὢὣὤὥὦὧὨὩὪὫὬὭὮὯὼώᾠᾡᾢᾣᾤᾥᾦᾧᾨᾩᾪᾫᾬᾭᾮᾯῲῳῴῶῷῺΏῼ"},
    {"а", U"ӐӑӒӓ"},
    {"г", U"Ѓѓ"},
    {"е", U"ЀЁѐёӖӗ"},
    {"ж", U"ӁӂӜӝ"},
    {"з", U"Ӟӟ"},
    {"и", U"ЍЙйѝӢӣӤӥ"},
    {"к", U"Ќќ"},
    {"о", U"Ӧӧ"},
    {"у", U"ЎўӮӯӰӱӲӳ"},
    {"ч", U"Ӵӵ"},
    {"ы", U"Ӹӹ"},
    {"э", U"Ӭӭ"},
    {"і", U"Її"},
    {"ѵ", U"Ѷѷ"},
    {"ә", U"Ӛӛ"},
    {"ө", U"Ӫӫ"},
};

using Entry = std::pair<char32_t, std::string_view>;

std::vector<Entry> sorted_entries() {
  std::vector<Entry> all;
  for (const auto& group : groups) {
    for (const auto c : group.from) all.emplace_back(c, group.to);
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::string_view plain(char32_t c) {
  static const auto all = sorted_entries();
  const auto found = std::lower_bound(all.begin(), all.end(), Entry{c, {}});
  return found != all.end() && found->first == c ? found->second : std::string_view();
}

bool within(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

// Written over or under the letter before.
bool is_mark(char32_t c) {
  return within(c, 0x300, 0x36F) || within(c, 0x483, 0x489) || within(c, 0x591, 0x5C7) || within(c, 0x610, 0x61A) ||
         within(c, 0x64B, 0x65F) || within(c, 0x1AB0, 0x1AFF) || within(c, 0x1DC0, 0x1DFF) ||
         within(c, 0x20D0, 0x20FF) || within(c, 0xFE00, 0xFE0F) || within(c, 0xFE20, 0xFE2F) || c == 0xAD ||
         within(c, 0x200B, 0x200D);
}

bool stands_alone(char32_t c) {
  return within(c, 0x2E80, 0x2FDF) || within(c, 0x3040, 0x30FF) || within(c, 0x3400, 0x9FFF) ||
         within(c, 0xAC00, 0xD7AF) || within(c, 0xF900, 0xFAFF) || within(c, 0x20000, 0x3FFFF);
}

// Vowels of Indian and South-East Asian scripts are no letters to the C library.
bool is_of_word(char32_t c, locale_t unicode) {
  if (within(c, 0x900, 0x109F) || within(c, 0x1780, 0x17FF)) return !iswpunct_l(static_cast<wint_t>(c), unicode);
  return iswalnum_l(static_cast<wint_t>(c), unicode) != 0;
}

// Debian always has C.UTF-8; without it other letters than the table's are no words.
locale_t unicode() {
  static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return locale;
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

char32_t decoded(std::string_view bytes) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  if (bytes.size() == 1) return byte(0);
  char32_t c = byte(0) & (0xFFU >> (bytes.size() + 1));
  for (std::size_t i = 1; i < bytes.size(); ++i) c = (c << 6) | (byte(i) & 0x3FU);
  return c;
}

// Takes a text apart; `take` is called with each word, and says whether to go on.
template <class Take>
class Splitter {
 public:
  explicit Splitter(Take take) : take_(std::move(take)) {}

  void split(std::string_view text) {
    for (std::size_t i = 0; i < text.size() && !full_;) {
      const auto byte = static_cast<unsigned char>(text[i]);
      if (byte < 0x80) {
        ascii(static_cast<char>(byte));
        ++i;
        continue;
      }
      const auto length = utf8_sequence(text, i);
      length == 0 ? end_word() : other(decoded(text.substr(i, length)));
      i += std::max<std::size_t>(length, 1);
    }
    end_word();
  }

 private:
  void ascii(char c) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      word_ += c;
    } else if (c >= 'A' && c <= 'Z') {
      word_ += static_cast<char>(c + 32);
    } else {
      end_word();
    }
  }

  void other(char32_t c) {
    if (within(c, 0xFF01, 0xFF5E)) return ascii(static_cast<char>(c - 0xFEE0));  // full width
    if (is_mark(c)) return;
    if (const auto letters = plain(c); !letters.empty()) {
      word_ += letters;
    } else if (stands_alone(c)) {
      end_word();
      append_utf8(word_, c);
      end_word();
    } else if (unicode() != nullptr && is_of_word(c, unicode())) {
      add_lower(static_cast<char32_t>(towlower_l(static_cast<wint_t>(c), unicode())));
    } else {
      end_word();
    }
  }

  // The Ångström sign becomes a letter with a mark only here.
  void add_lower(char32_t c) {
    const auto letters = plain(c);
    letters.empty() ? append_utf8(word_, c) : void(word_ += letters);
  }

  void end_word() {
    if (word_.empty() || full_) return word_.clear();
    if (word_.size() > longest_word) {
      auto end = longest_word;
      while ((static_cast<unsigned char>(word_[end]) & 0xC0) == 0x80) --end;
      word_.resize(end);
    }
    full_ = !take_(word_);
    word_.clear();
  }

  Take take_;
  std::string word_;
  bool full_ = false;
};

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  Splitter([&](const std::string& word) {
    words.push_back(word);
    return words.size() < most_words_in_text;
  }).split(text);
  return words;
}

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(std::min(text.size(), longest_text) + 1);
  std::size_t words = 0;
  Splitter([&](const std::string& word) {
    if (!out.empty()) out += ' ';
    out += word;
    return ++words < most_words_in_text && out.size() < longest_text;
  }).split(text);
  return out;
}

}  // namespace fulltext
