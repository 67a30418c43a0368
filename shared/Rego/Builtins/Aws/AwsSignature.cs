using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Attestry.Rego.Builtins.Encodings;
using Attestry.Rego.Builtins.Strings;
using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.Aws;

/// <summary>AWS Signature Version 4 in the request's headers.</summary>
internal static class AwsSignature
{
    internal static RegoObject Headers(BuiltinContext context, RegoObject request, RegoObject config, DateTime time)
    {
        if (!GoUri.TryParse(Text(request, "url"), out var uri, out var fault))
            throw new BuiltinException($"could not parse request URL: {fault}");
        var stamp = time.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var payload = config["disable_payload_signing"] is RegoBoolean { Value: true } ? "UNSIGNED-PAYLOAD" : Digest(Body(context, request));
        var given = (request["headers"] as RegoObject)?.Entries ?? [];
        var signed = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = uri.Port.Length > 0 ? $"{uri.Hostname}:{uri.Port}" : uri.Hostname,
            ["x-amz-date"] = stamp,
        };
        foreach (var (name, value) in given)
            signed[name is RegoString header ? header.Value.ToLowerInvariant() : throw Wrong()] = value is RegoString text ? text.Value : throw Wrong();
        // As OPA does, a digest that the request has already is what is signed, the true one is what is sent.
        var sendsDigest = Text(config, "aws_service") is "s3" or "glacier";
        if (sendsDigest)
            signed.TryAdd("x-amz-content-sha256", payload);
        if (config["aws_session_token"] is RegoString token)
            signed["x-amz-security-token"] = token.Value;
        var names = string.Join(';', signed.Keys);
        var scope = $"{stamp[..8]}/{Text(config, "aws_region")}/{Text(config, "aws_service")}/aws4_request";
        var canonical = string.Join('\n',
            Text(request, "method"), uri.RawPath, uri.Query, string.Concat(signed.Select(h => $"{h.Key}:{h.Value.Trim()}\n")), names, payload);
        var toSign = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Digest(canonical)}";
        var signature = Convert.ToHexStringLower(Mac(Key(config, stamp[..8]), toSign));
        var authorization = $"AWS4-HMAC-SHA256 Credential={Text(config, "aws_access_key")}/{scope},SignedHeaders={names},Signature={signature}";
        if (sendsDigest)
            signed["x-amz-content-sha256"] = payload;
        return RegoObject.From(signed.Select(h => Entry(h.Key, h.Value)).Append(Entry("Authorization", authorization)));
    }

    private static byte[] Key(RegoObject config, string day)
    {
        var key = Mac(Encoding.UTF8.GetBytes("AWS4" + Text(config, "aws_secret_access_key")), day);
        return Mac(Mac(Mac(key, Text(config, "aws_region")), Text(config, "aws_service")), "aws4_request");
    }

    private static string Body(BuiltinContext context, RegoObject request)
    {
        var body = request["raw_body"] is RegoString raw ? raw.Value
            : request["body"] is { } value ? JsonWriter.Write(context, value, null, null)
            : "";
        context.ChargeText(body.Length);
        return body;
    }

    private static string Text(RegoObject value, string name) => ((RegoString)value[name]!).Value;

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static KeyValuePair<RegoValue, RegoValue> Entry(string name, string value) => new(new RegoString(name), new RegoString(value));

    private static BuiltinException Wrong() => new("operand 1 headers must be strings", BuiltinException.TypeError);
}
