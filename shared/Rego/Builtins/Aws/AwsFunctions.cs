using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Aws;

/// <summary><c>providers.aws.sign_req</c>: the request with headers that sign it. Nothing is sent.</summary>
internal static class AwsFunctions
{
    private static readonly string[] RequestFields = ["method", "url"];

    private static readonly string[] ConfigFields = ["aws_access_key", "aws_region", "aws_secret_access_key", "aws_service"];

    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("providers.aws.sign_req", [ObjectOf(Text, Any), ObjectOf(Text, Any), Number], ObjectOf(Any, Any), SignRequest),
    ];

    private static RegoObject SignRequest(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        RegoObject request = operands.Object(0), config = operands.Object(1);
        Demand(request, RequestFields, 1, "required request parameters");
        Demand(config, ConfigFields, 2, "required AWS config parameters");
        if (!operands.Number(2).TryGetInt64(out var nanoseconds))
            throw new BuiltinException("operand 3 could not convert time_ns value into a unix timestamp", BuiltinException.TypeError);
        if (config["disable_payload_signing"] is not (null or RegoBoolean))
            throw new BuiltinException("operand 2 invalid value for 'disable_payload_signing' in AWS config", BuiltinException.TypeError);
        var headers = AwsSignature.Headers(context, request, config, DateTime.UnixEpoch.AddTicks(nanoseconds / 100));
        return RegoObject.From(request.Entries.Append(new(new RegoString("headers"), headers)));
    }

    private static void Demand(RegoObject value, string[] names, int operand, string what)
    {
        var missing = names.Where(n => value[n] is null).ToList();
        if (missing.Count > 0)
            throw new BuiltinException($"operand {operand} missing {what}(s): {Set(missing)}", BuiltinException.TypeError);
        var wrong = names.Where(n => value[n] is not RegoString).ToList();
        if (wrong.Count > 0)
            throw new BuiltinException($"operand {operand} invalid values for {what}(s): {Set(wrong)}", BuiltinException.TypeError);
    }

    private static string Set(List<string> names) => "{" + string.Join(", ", names.Select(TermText.Quote)) + "}";
}
