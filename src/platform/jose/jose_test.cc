#include <gtest/gtest.h>
#include <openssl/evp.h>

#include "base/error.h"
#include "jose/base64.h"
#include "jose/token.h"

namespace jose {
namespace {

// RFC 7515, appendices A.2 (RS256) and A.3 (ES256): keys, and what they signed.
const std::string rsa_n =
    "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-"
    "pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-"
    "UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-"
    "DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
const std::string payload =
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
const std::string rs256_signature =
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_"
    "O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_"
    "nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-"
    "eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
const std::string rs256 = "eyJhbGciOiJSUzI1NiJ9." + payload + "." + rs256_signature;
const std::string es256 = "eyJhbGciOiJFUzI1NiJ9." + payload +
                          ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

const std::string rsa_jwk = R"({"kty":"RSA","kid":"r","n":")" + rsa_n + R"(","e":"AQAB"})";
const std::string ec_jwk = R"({"kty":"EC","kid":"e","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
                           R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})";

KeySet keys(const std::string& jwks) { return read_keys("{\"keys\":[" + jwks + "]}"); }

std::string refusal(const std::string& token, const KeySet& set) {
  try {
    verified(token, set);
    return "believed";
  } catch (const UnknownKey& error) {
    return std::string("unknown key: ") + error.what();
  } catch (const Refused& error) {
    return error.what();
  }
}

// The token of the RFC with another head.
std::string with_head(const std::string& head) { return to_base64url(head) + "." + payload + "." + rs256_signature; }

TEST(Token, OfTheRfcIsBelieved) {
  const auto both = keys(rsa_jwk + "," + ec_jwk);
  EXPECT_EQ(verified(rs256, both).root().find("iss")->text(), "joe");
  EXPECT_EQ(verified(es256, both).root().find("exp")->integer(), 1300819380);
}

TEST(Token, IsRefusedWhenAnyBitOfItIsAnother) {
  const auto both = keys(rsa_jwk + "," + ec_jwk);
  for (const auto& token : {rs256, es256}) {
    for (const std::size_t at : {token.find('.') + 5, token.rfind('.') - 5, token.rfind('.') + 5, token.size() - 30}) {
      auto other = token;
      other[at] = other[at] == 'A' ? 'B' : 'A';
      EXPECT_NE(refusal(other, both), "believed") << at;
    }
    EXPECT_NE(refusal(token + "A", both), "believed");
    EXPECT_NE(refusal(token.substr(0, token.size() - 2), both), "believed");
    EXPECT_EQ(refusal(token.substr(0, token.rfind('.') + 1), both), "the token's signature is wrong");
  }
}

TEST(Token, IsOnlyBelievedByAKeyOfItsAlgorithm) {
  EXPECT_NE(refusal(rs256, keys(ec_jwk)).find("unknown key"), std::string::npos);
  EXPECT_NE(refusal(es256, keys(rsa_jwk)).find("unknown key"), std::string::npos);
  EXPECT_NE(refusal(rs256, {}).find("unknown key"), std::string::npos);
}

TEST(Token, WithAnotherAlgorithmIsRefused) {
  const auto both = keys(rsa_jwk + "," + ec_jwk);
  for (const auto* name : {"none", "None", "HS256", "RS384", "PS256", "ES384", "EdDSA", "rs256", ""}) {
    const auto said = refusal(with_head(std::string(R"({"alg":")") + name + "\"}"), both);
    EXPECT_NE(said.find("not RS256 or ES256"), std::string::npos) << name << ": " << said;
  }
  EXPECT_NE(refusal(with_head("{}"), both), "believed");
  EXPECT_NE(refusal(with_head(R"({"alg":["RS256"]})"), both), "believed");
}

TEST(Token, MayNotBringItsOwnRules) {
  const auto both = keys(rsa_jwk);
  EXPECT_NE(refusal(with_head(R"({"alg":"RS256","crit":["x"],"x":1})"), both).find("crit"), std::string::npos);
  EXPECT_NE(refusal(with_head(R"({"alg":"RS256","typ":"at+jwt"})"), both).find("at+jwt"), std::string::npos);
  EXPECT_NE(refusal(with_head(R"({"alg":"RS256","kid":"other"})"), both).find("unknown key"), std::string::npos);
}

TEST(Token, ThatIsNoneIsRefused) {
  const auto both = keys(rsa_jwk);
  for (const std::string text : {"", ".", "..", "a.b", "a.b.c.d", "!.!.!", "e30.e30.e30", "bnVsbA..", "W10.W10."}) {
    EXPECT_NE(refusal(text, both), "believed") << text;
  }
  EXPECT_EQ(refusal(std::string(100'000, 'a'), both), "the token is too long");
}

TEST(KeySet, LeavesOutWhatIsOfNoUse) {
  EXPECT_EQ(keys(rsa_jwk + "," + ec_jwk).size(), 2U);
  EXPECT_TRUE(keys(R"({"kty":"RSA","n":"AQAB","e":"AQAB"})").empty()) << "too short";
  EXPECT_TRUE(keys(R"({"kty":"RSA","n":")" + rsa_n + R"(","e":"AQ"})").empty()) << "with exponent 1 all is signed";
  EXPECT_TRUE(keys(R"({"kty":"RSA","use":"enc","n":")" + rsa_n + R"(","e":"AQAB"})").empty());
  EXPECT_TRUE(keys(R"({"kty":"RSA","alg":"RS512","n":")" + rsa_n + R"(","e":"AQAB"})").empty());
  EXPECT_TRUE(keys(R"({"kty":"oct","k":"c2VjcmV0"})").empty());
  EXPECT_TRUE(keys(R"(7,"x",{},{"kty":"RSA"},{"kty":"EC","crv":"P-256"})").empty());
  const std::string off_curve(43, 'B');
  EXPECT_TRUE(keys(R"({"kty":"EC","crv":"P-256","x":")" + off_curve + R"(","y":")" + off_curve + "\"}").empty());
}

TEST(KeySet, ThatIsNoneIsSaidToBe) {
  for (const auto* text : {"", "[]", "{}", R"({"keys":{}})", "<html>"}) EXPECT_THROW(read_keys(text), Error) << text;
}

// RFC 4648, section 10, without padding.
TEST(Base64url, IsThatOfTheRfc) {
  for (const auto& [bytes, text] : {std::pair{"", ""},
                                    {"f", "Zg"},
                                    {"fo", "Zm8"},
                                    {"foo", "Zm9v"},
                                    {"foob", "Zm9vYg"},
                                    {"fooba", "Zm9vYmE"},
                                    {"foobar", "Zm9vYmFy"},
                                    {"\xFB\xFF", "-_8"}}) {
    EXPECT_EQ(to_base64url(bytes), text);
    EXPECT_EQ(from_base64url(text), bytes);
  }
}

TEST(Base64url, HasOneSpellingForEachValue) {
  for (const auto* text : {"Zh", "Zm9", "Z", "Zg==", "Zm8=", "+/8", "Zm 9v", "Zm9v\n"}) {
    EXPECT_FALSE(from_base64url(text)) << text;
  }
}

}  // namespace
}  // namespace jose
