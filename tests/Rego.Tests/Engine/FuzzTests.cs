using Attestry.Rego.Builtins;
using Attestry.Rego.Evaluation;
using Attestry.Rego.Syntax;

namespace Attestry.Rego.Tests.Engine;

/// <summary>Changed policies end in an answer or in an error of the language, never in another exception.</summary>
public sealed class FuzzTests
{
    private static readonly EvaluationLimits Small = new() { Steps = 200_000, AllocatedBytes = 64 << 20, OutputValues = 100_000 };

    private static readonly string[] Seeds =
    [
        "package a\nimport data.b as c\ndefault p := false\np if { some x in input.xs; x.y > 1; not c.q[x.z] }\nq contains v if v := input.xs[_].z",
        "package a\nf(x, [y, _]) := z if { z := x + y } else := 0\np[k].r := f(k, v) if { some k, v in {1: [2, 3]} }\nr if every e in p { e.r > 0 }",
        "package a\np := y if y := {k: [x | x := v[_]; x != \"s\"] | v := input[k]} with input as {\"k\": [1, \"s\"]}\nq := $\"{p} and {input.u}\"\ns := {1, 2} | {3}",
        "package a\n# METADATA\n# title: t\np := rego.metadata.rule()\nq if print(p)\nt if walk(input, [path, value])\nu := data.b[x][y] if { x := \"a\"; y := \"p\" }",
    ];

    private static readonly string[] Pieces =
        ["{", "}", "[", "]", "(", ")", "|", ":=", "=", "==", ":", ",", ";", "\n", " if ", " some ", " every ", " in ", " not ", " with ", " as ", " else ", " contains ", "default ", "import ", "x", "data", "input", "p", "_", "1", "-1", "1e400", "\"s\"", "`r`", "$\"", "\\", "\u0000", "é", ".", "#"];

    [Fact]
    public void Survives_changed_policies()
    {
        var random = new Random(20260801);
        var compiled = 0;
        for (var round = 0; round < 6000; round++)
        {
            var source = Change(random, Seeds[random.Next(Seeds.Length)]);
            try
            {
                var program = RegoCompiler.Compile([RegoParser.ParseModule(source, "", random.Next(8) == 0 ? RegoVersion.V0 : RegoVersion.V1)]);
                compiled++;
                program.Prepare("data").Query(Policy.Request("""{"xs":[{"y":2,"z":1}],"k":[1]}""", limits: Small));
            }
            catch (Exception e) when (e is RegoException or BudgetException)
            {
                // The two ways in which a policy may fail.
            }
            catch (Exception e)
            {
                Assert.Fail($"round {round}: {e}\n{source}");
            }
        }
        compiled.ShouldBeGreaterThan(200);
    }

    private static string Change(Random random, string source)
    {
        for (var times = random.Next(1, 3); times > 0; times--)
        {
            var at = random.Next(source.Length);
            var length = Math.Min(random.Next(0, 8), source.Length - at);
            source = random.Next(3) switch
            {
                0 => source.Remove(at, length),
                1 => source.Insert(at, Pieces[random.Next(Pieces.Length)]),
                _ => source.Remove(at, length).Insert(at, Pieces[random.Next(Pieces.Length)]),
            };
            source += " ";
        }
        return source;
    }
}
