using Attestry.Rego.Builtins;
using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Testing;

/// <summary>
/// OPA's functions that reach out of the process, declared and without effect: policies that call them compile, and tests may put
/// others in their place (<c>with http.send as …</c>). A call of one is the error that it is not available.
/// </summary>
public static class AbsentBuiltins
{
    public static readonly IReadOnlyList<Builtin> All =
    [
        Absent("http.send", [ObjectOf(Text, Any)], ObjectOf(Any, Any)),
        Absent("net.lookup_ip_addr", [Text], SetOf(Text)),
        new("opa.runtime", [], ObjectOf(Text, Any), (_, _) => RegoObject.Empty, IsNondeterministic: true),
    ];

    private static Builtin Absent(string name, IReadOnlyList<RegoType> parameters, RegoType result) =>
        new(name, parameters, result, (_, _) => throw new BuiltinException("is not available: nothing outside of this process is asked"), IsNondeterministic: true);
}
