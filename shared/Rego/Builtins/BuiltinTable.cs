using System.Collections.Frozen;
using Attestry.Rego.Builtins.Aggregates;
using Attestry.Rego.Builtins.Arithmetic;
using Attestry.Rego.Builtins.Aws;
using Attestry.Rego.Builtins.Collections;
using Attestry.Rego.Builtins.Comparison;
using Attestry.Rego.Builtins.Conversions;
using Attestry.Rego.Builtins.Crypto;
using Attestry.Rego.Builtins.Encodings;
using Attestry.Rego.Builtins.GraphQl;
using Attestry.Rego.Builtins.Identifiers;
using Attestry.Rego.Builtins.Json;
using Attestry.Rego.Builtins.Jwt;
using Attestry.Rego.Builtins.Modules;
using Attestry.Rego.Builtins.Net;
using Attestry.Rego.Builtins.Patterns;
using Attestry.Rego.Builtins.Strings;
using Attestry.Rego.Builtins.Time;
using Attestry.Rego.Builtins.Tracing;

namespace Attestry.Rego.Builtins;

/// <summary>Every built-in function. Those that reach out of the process are not among them; a host grants them one by one.</summary>
public static class BuiltinTable
{
    public static readonly IReadOnlyList<Builtin> All =
    [
        .. ComparisonFunctions.All,
        .. ArithmeticFunctions.All,
        .. BitFunctions.All,
        .. RangeFunctions.All,
        .. AggregateFunctions.All,
        .. ArrayFunctions.All,
        .. SetFunctions.All,
        .. ObjectFunctions.All,
        .. WalkFunction.All,
        .. GraphFunctions.All,
        .. JsonDocumentFunctions.All,
        .. JsonSchemaFunctions.All,
        .. GraphQlFunctions.All,
        .. StringFunctions.All,
        .. SearchFunctions.All,
        .. TrimFunctions.All,
        .. TypeFunctions.All,
        .. NumberFunctions.All,
        .. UnitFunctions.All,
        .. SemverFunctions.All,
        .. RegexFunctions.All,
        .. GlobFunctions.All,
        .. Base64Functions.All,
        .. DocumentFunctions.All,
        .. QueryFunctions.All,
        .. UriFunctions.All,
        .. CidrFunctions.All,
        .. UuidFunctions.All,
        .. TracingFunctions.All,
        .. TimeFunctions.All,
        .. HashFunctions.All,
        .. CertificateFunctions.All,
        .. PrivateKeyFunctions.All,
        .. KeyPairFunctions.All,
        .. ModuleFunctions.All,
        .. JwtFunctions.All,
        .. AwsFunctions.All,
        .. JwtSigningFunctions.All,
    ];

    public static readonly FrozenDictionary<string, Builtin> ByName = All.ToFrozenDictionary(b => b.Name);
}
