using DbxServerless.Collector.Records;
using DbxServerless.Collector.Settings;
using FsCheck;
using FsCheck.Fluent;

namespace DbxServerless.Collector.Tests.Records;

public sealed class RecordPrivacyTests
{
    private const string Key = "0123456789abcdef";

    [Theory]
    [InlineData(FieldClass.Id)]
    [InlineData(FieldClass.Label)]
    public void Ids_and_labels_always_leave(FieldClass fieldClass) =>
        Privacy(PersonalNames.Drop, length: 0).Apply(fieldClass, "token=abc").ShouldBe("token=abc");

    [Fact]
    public void Names_are_kept_by_default() => RecordPrivacy.Default.Apply(FieldClass.Personal, "Ann@x.com").ShouldBe("Ann@x.com");

    [Fact]
    public void Names_are_dropped_when_so_set() => Privacy(PersonalNames.Drop).Apply(FieldClass.Personal, "ann@x.com").ShouldBeNull();

    [Fact]
    public void One_person_has_one_hash_and_another_key_gives_another()
    {
        var hash = Privacy(PersonalNames.Hash).Apply(FieldClass.Personal, "ann@x.com")!;

        hash.ShouldMatch("^[0-9a-f]{32}$");
        Privacy(PersonalNames.Hash).Apply(FieldClass.Personal, " Ann@X.com").ShouldBe(hash);
        Privacy(PersonalNames.Hash).Apply(FieldClass.Personal, "bob@x.com").ShouldNotBe(hash);
        Privacy(PersonalNames.Hash, key: "another key of ours").Apply(FieldClass.Personal, "ann@x.com").ShouldNotBe(hash);
    }

    [Fact]
    public void Hashing_without_a_key_is_refused() =>
        Should.Throw<InvalidOperationException>(() => Privacy(PersonalNames.Hash, key: null)).Message.ShouldContain("Privacy__HashKey");

    [Fact]
    public void Nothing_stays_nothing() => RecordPrivacy.Default.Apply(FieldClass.FreeText, null).ShouldBeNull();

    [Theory]
    [InlineData("0123456789", 10, "0123456789")]
    [InlineData("0123456789x", 10, "0123456789…")]
    [InlineData("012345678😀", 10, "012345678…")]
    [InlineData("01234567😀x", 10, "01234567😀…")]
    public void Free_texts_are_cut_on_a_character_with_a_mark(string text, int length, string cut) =>
        Privacy(length: length).Apply(FieldClass.FreeText, text).ShouldBe(cut);

    [Fact]
    public void Free_texts_are_left_out_when_so_set() => Privacy(length: 0).Apply(FieldClass.FreeText, "text").ShouldBeNull();

    [Fact]
    public void A_secret_across_the_cut_does_not_leave_in_part() =>
        Privacy(length: 12).Apply(FieldClass.FreeText, "token is dapi0123456789abcdef0123456789abcdef").ShouldBe("token is ***");

    [Fact]
    public void A_text_of_which_only_the_beginning_was_looked_at_is_marked_as_cut() =>
        Privacy(length: 100).Apply(FieldClass.FreeText, $"pwd='{new string('x', 10_000)}'; SELECT 1").ShouldBe("pwd=***…");

    [Fact]
    public void No_cut_is_longer_than_it_may_be_nor_half_a_character() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        ArbMap.Default.ArbFor<PositiveInt>(),
        (text, length) =>
        {
            var cut = Privacy(length: length.Get).Apply(FieldClass.FreeText, text.Get + "😀😀")!;
            return cut.Length <= length.Get + 1 && (cut.Length < 2 || !char.IsHighSurrogate(cut[^2]) || char.IsLowSurrogate(cut[^1]));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("Authorization: Bearer abc.DEF-123_456", "Authorization: Bearer ***")]
    [InlineData("curl -u x -H 'Authorization: Basic dXNlcjpwYXNzd29yZA=='", "curl -u x -H 'Authorization: Basic ***'")]
    [InlineData("login with dapi0123456789abcdef0123456789abcdef-2 failed", "login with *** failed")]
    [InlineData("dose0123456789abcdef0123456789abcdef", "***")]
    [InlineData("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln, next", "jwt ***, next")]
    [InlineData("Server=tcp:db;User ID=sa;Password=p@ss w;Encrypt=true", "Server=tcp:db;User ID=sa;Password=***;Encrypt=true")]
    [InlineData("Server=db;Pwd='a;b';X=1", "Server=db;Pwd=***;X=1")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=abc+/==;EndpointSuffix=x", "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=***;EndpointSuffix=x")]
    [InlineData("Endpoint=sb://x/;SharedAccessKeyName=r;SharedAccessKey=abc=", "Endpoint=sb://x/;SharedAccessKeyName=r;SharedAccessKey=***")]
    [InlineData("https://a.blob.core.windows.net/c?sv=2024&sig=abc%2Fdef%3D&se=2026", "https://a.blob.core.windows.net/c?sv=2024&sig=***&se=2026")]
    [InlineData("jdbc:postgresql://user:secretpw@host/db", "jdbc:postgresql://user:***@host/db")]
    [InlineData("OPTIONS (user 'u', password = \"p\\\"q\", url 'x')", "OPTIONS (user 'u', password = ***, url 'x')")]
    [InlineData("CREATE USER u IDENTIFIED BY 'it''s' DEFAULT ROLE r", "CREATE USER u IDENTIFIED BY *** DEFAULT ROLE r")]
    [InlineData("{\"client_secret\":\"abc~def\",\"scope\":\"x\"}", "{\"client_secret\":***,\"scope\":\"x\"}")]
    [InlineData("ai_query(api_key => 'sk-123', q => 'x')", "ai_query(api_key => ***, q => 'x')")]
    [InlineData("key AKIAIOSFODNN7EXAMPLE used", "key *** used")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----", "***")]
    [InlineData("password = 'never closed; and so on", "password = ***")]
    public void Secrets_do_not_leave(string text, string redacted) => RecordPrivacy.Default.Apply(FieldClass.FreeText, text).ShouldBe(redacted);

    [Theory]
    [InlineData("SELECT user_id, count(*) FROM sales WHERE day >= '2026-01-01' GROUP BY 1")]
    [InlineData("SELECT password_changed_at FROM users")]
    [InlineData("SELECT secret('scope', 'key')")]
    [InlineData("[TABLE_OR_VIEW_NOT_FOUND] The table or view `a`.`b` cannot be found. SQLSTATE: 42P01")]
    [InlineData("https://adb-1.2.azuredatabricks.net:443/path?o=1")]
    [InlineData("mail ann@x.com: config=1; signed=2; basic: yes")]
    public void What_is_no_secret_leaves_as_it_is(string text) => RecordPrivacy.Default.Apply(FieldClass.FreeText, text).ShouldBe(text);

    private static RecordPrivacy Privacy(PersonalNames names = PersonalNames.Keep, int length = 1000, string? key = Key) =>
        new(new PrivacyOptions { UserNames = names, HashKey = key, FreeTextLength = length });
}
