package dev.weft.testkit.junit;
