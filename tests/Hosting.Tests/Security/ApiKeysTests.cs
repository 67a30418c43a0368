using Attestry.Hosting.Security;

namespace Attestry.Hosting.Tests.Security;

public sealed class ApiKeysTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_new_key_is_valid_and_its_record_does_not_hold_it()
    {
        var (key, document) = ApiKeys.Create("ci", [Roles.Ingest, Roles.Ingest], Now);

        ApiKeys.TryReadId(key, out var id).ShouldBeTrue();
        id.ShouldBe(document.Id);
        ApiKeys.IsValid(document, key, Now).ShouldBeTrue();
        document.Roles.ShouldBe([Roles.Ingest]);
        document.ToString().ShouldNotContain(key[^64..]);
    }

    [Fact]
    public void Two_keys_differ()
    {
        var (first, _) = ApiKeys.Create("a", [Roles.Admin], Now);
        var (second, _) = ApiKeys.Create("a", [Roles.Admin], Now);

        first.ShouldNotBe(second);
    }

    [Fact]
    public void A_key_with_another_secret_expired_or_revoked_is_not_valid()
    {
        var (key, document) = ApiKeys.Create("ci", [Roles.Ingest], Now, expiresAt: Now.AddDays(1));
        var flipped = key[..^1] + (key[^1] == '0' ? '1' : '0');

        ApiKeys.IsValid(document, flipped, Now).ShouldBeFalse();
        ApiKeys.IsValid(document, key, Now.AddDays(1)).ShouldBeFalse();
        ApiKeys.IsValid(document, key, Now.AddDays(1).AddTicks(-1)).ShouldBeTrue();
        ApiKeys.IsValid(document with { RevokedAt = Now }, key, Now).ShouldBeFalse();
        ApiKeys.IsValid(document with { Hash = "" }, key, Now).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("att_")]
    [InlineData("att_0123456789abcdef_short")]
    [InlineData("tta_0123456789abcdef_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("att_0123456789abcdef-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void What_cannot_be_a_key_has_no_id(string? text) => ApiKeys.TryReadId(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData]
    [InlineData("root")]
    [InlineData("admin", "Admin")]
    public void A_key_needs_known_roles(params string[] roles) => Should.Throw<ArgumentException>(() => ApiKeys.Create("x", roles, Now));
}
