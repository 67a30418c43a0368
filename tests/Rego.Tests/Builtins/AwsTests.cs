namespace Attestry.Rego.Tests.Builtins;

public sealed class AwsTests
{
    private const string Config = "{\"aws_access_key\": \"AK\", \"aws_secret_access_key\": \"SK\", \"aws_service\": \"s3\", \"aws_region\": \"us-east-1\"}";

    [Fact]
    public void Signs_host_date_and_body_for_one_day_and_region() =>
        BuiltinCalls.Evaluate($"providers.aws.sign_req({{\"method\": \"get\", \"url\": \"http://example.com\"}}, {Config}, 1451311705000000000).headers")!.ToString()
            .ShouldContain("AWS4-HMAC-SHA256 Credential=AK/20151228/us-east-1/s3/aws4_request,SignedHeaders=host;x-amz-content-sha256;x-amz-date,Signature=");

    [Fact]
    public void Another_secret_signs_otherwise() =>
        BuiltinCalls.Json($"count({{a | some s in [\"a\", \"b\"]; a := providers.aws.sign_req({{\"method\": \"get\", \"url\": \"http://example.com\"}}, object.union({Config}, {{\"aws_secret_access_key\": s}}), 0).headers.Authorization}})").ShouldBe("2");

    [Fact]
    public void Tells_what_is_missing() =>
        BuiltinCalls.Fault($"providers.aws.sign_req({{}}, {Config}, 0)").ShouldContain("operand 1 missing required request parameters(s): {\"method\", \"url\"}");
}
