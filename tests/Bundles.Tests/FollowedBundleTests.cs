using Attestry.Rego;
using Attestry.Rego.Bundles;
using Attestry.Rego.Values;

namespace Attestry.Bundles.Tests;

public sealed class FollowedBundleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FollowedBundle<RegoProgram> _followed;

    public FollowedBundleTests() =>
        _followed = new(new BundleFolder(_folder.Path, BundleReading.Default), bundle => RegoCompiler.Compile(bundle.Modules));

    public void Dispose()
    {
        _followed.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_broken_bundle_never_replaces_a_working_one_and_says_why()
    {
        (await _followed.RefreshAsync(default)).ShouldBeTrue();
        Write("package p\n\nx := 1\n");
        (await _followed.RefreshAsync(default)).ShouldBeTrue();
        var working = _followed.Active;
        foreach (var broken in new[] { "package p\n\nx := \n", "package p\n\nallow if unknown_variable\n" })
        {
            Write(broken);
            (await _followed.RefreshAsync(default)).ShouldBeFalse();
            _followed.Active.ShouldBeSameAs(working);
            _followed.Fault.ShouldNotBeNull().ShouldContain("p.rego");
            // It is looked at again each time, and goes on being told.
            (await _followed.RefreshAsync(default)).ShouldBeFalse();
            _followed.Fault.ShouldNotBeNull();
        }
        Write("package p\n\nx := 200\n");
        (await _followed.RefreshAsync(default)).ShouldBeTrue();
        (_followed.Fault, Value()).ShouldBe((null, "200"));
        (await _followed.RefreshAsync(default)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_source_that_is_gone_and_comes_back_is_no_change()
    {
        Write("package p\n\nx := 1\n");
        await _followed.RefreshAsync(default);
        Directory.Move(_folder.Path, $"{_folder.Path}-away");
        (await _followed.RefreshAsync(default)).ShouldBeFalse();
        _followed.Fault.ShouldNotBeNull().ShouldContain("no such folder");
        Directory.Move($"{_folder.Path}-away", _folder.Path);
        (await _followed.RefreshAsync(default)).ShouldBeFalse();
        (_followed.Fault, Value()).ShouldBe((null, "1"));
    }

    [Fact]
    public async Task No_evaluation_is_disturbed_by_a_change()
    {
        Write("package p\n\nx := 0\n");
        await _followed.RefreshAsync(default);
        using var done = new CancellationTokenSource();
        var evaluations = Task.Run(() =>
        {
            var seen = new HashSet<string>();
            while (!done.IsCancellationRequested)
                seen.Add(Value());
            return seen;
        });
        for (var i = 1; i <= 20; i++)
        {
            Write($"package p\n\nx := {new string('1', i)}\n");
            (await _followed.RefreshAsync(default)).ShouldBeTrue();
        }
        await done.CancelAsync();
        (await evaluations).ShouldAllBe(value => value == "0" || value.All(digit => digit == '1'));
        Value().ShouldBe(new string('1', 20));
    }

    private string Value() => _followed.Active!.Prepare("data.p.x").Query(new EvaluationRequest { Time = TimeProvider.System, Data = RegoObject.Empty })[0].Expressions[0].Value.ToString();

    private void Write(string policy) => File.WriteAllText(_folder.File("p.rego"), policy);
}
